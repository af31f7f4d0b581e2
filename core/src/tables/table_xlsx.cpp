// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

#include "tables/table_text.h"
#include "tandem/error.h"
#include "tandem/store/keep.h"
#include "tandem/tables/table.h"

#ifdef TANDEM_XLSX
#include <xlsxwriter.h>
#endif

namespace tandem {

#ifdef TANDEM_XLSX

namespace {

using namespace table_text;

std::string excelFormat(const std::string& printf) {
  const bool fixed = printf.find_first_of("fF") != std::string::npos;
  std::size_t digits = 4;
  if (const std::size_t dot = printf.find('.'); dot != std::string::npos) {
    digits = 0;
    for (std::size_t i = dot + 1; i < printf.size() && printf[i] >= '0' && printf[i] <= '9'; ++i) {
      digits = digits * 10 + static_cast<std::size_t>(printf[i] - '0');
    }
  }
  return fmt::format("0{}{}{}", digits > 0 ? "." : "", std::string(digits, '0'), fixed ? "" : "E+00");
}

// One sheet being written, with the formats it needs.
class Sheet {
 public:
  Sheet(lxw_workbook* book, const Table& table, const TableStyle& style)
      : sheet_(workbook_add_worksheet(book, "Table")), table_(table) {
    const std::string number = excelFormat(style.number);
    bold_ = workbook_add_format(book);
    format_set_bold(bold_);
    for (lxw_format*& f : {std::ref(plain_), std::ref(best_), std::ref(worst_)}) {
      f = workbook_add_format(book);
      format_set_num_format(f, number.c_str());
    }
    if (style.markBest) {
      format_set_bold(best_);
      format_set_bg_color(best_, 0xC6EFCE);
    }
    if (style.markWorst) format_set_bg_color(worst_, 0xFFC7CE);
  }

  void write() {
    text(table_.caption, 0);
    next(2);
    const bool runs = table_.request.show == TableShow::Runs;
    text("problem", 0, bold_);
    text("task", 1, bold_);
    if (runs) text("repetition", 2, bold_);
    lxw_col_t column = runs ? 3 : 2;
    for (const TableColumn& c : table_.columns) {
      columnOf_.push_back(column);
      text(c.label, column, bold_);
      column = static_cast<lxw_col_t>(column + widthOf());
    }
    next();
    for (const TableRow& row : table_.rows) runs ? runRows(row) : summaryRow(row);
    for (const Footer& f : footers(table_)) {
      text(f.label, 0, bold_);
      for (std::size_t c = 0; c < f.cells.size(); ++c) text(f.cells[c], columnOf_[c]);
      next();
    }
    next();
    for (const std::string& note : table_.notes) {
      text(note, 0);
      next();
    }
    worksheet_set_column(sheet_, 0, 0, 28, nullptr);
  }

 private:
  // Per algorithm: statistics, then runs defined if any cell lacks some, then the sign.
  [[nodiscard]] int widthOf() const {
    if (table_.request.show == TableShow::Runs) return 1;
    return static_cast<int>(statisticsOf({}, table_.request).size()) + 1 +
           (table_.request.test != TableTest::None ? 1 : 0);
  }
  void summaryRow(const TableRow& row) {
    text(row.problem, 0);
    if (row.task > 0) number(row.task, 1, nullptr);
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const TableCell& cell = row.cells[c];
      if (!cell.present) continue;
      lxw_col_t column = columnOf_[c];
      for (const Statistic& s : statisticsOf(cell, table_.request)) {
        number(s.value, column++, cell.isBest ? best_ : cell.isWorst ? worst_ : plain_);
      }
      if (cell.undefined > 0) {
        const auto all = isize(cell.values);
        text(fmt::format("[{}/{}]", all - cell.undefined, all), column);
      }
      if (cell.sign != 0) text(signText(cell.sign), static_cast<lxw_col_t>(column + 1));
    }
    next();
  }
  void runRows(const TableRow& row) {
    std::size_t repetitions = 0;
    for (const TableCell& cell : row.cells) repetitions = std::max(repetitions, cell.values.size());
    for (std::size_t r = 0; r < repetitions; ++r) {
      text(row.problem, 0);
      if (row.task > 0) number(row.task, 1, nullptr);
      number(static_cast<double>(r + 1), 2, nullptr);
      for (std::size_t c = 0; c < row.cells.size(); ++c) {
        if (r < row.cells[c].values.size()) number(row.cells[c].values[r], columnOf_[c], plain_);
      }
      next();
    }
  }
  void text(const std::string& value, lxw_col_t column, lxw_format* format = nullptr) {
    (void)worksheet_write_string(sheet_, row_, column, value.c_str(), format);
  }
  void number(double value, lxw_col_t column, lxw_format* format) {
    if (std::isfinite(value)) {
      (void)worksheet_write_number(sheet_, row_, column, value, format);
    } else {
      text("n/a", column);
    }
  }
  void next(unsigned rows = 1) { row_ += rows; }

  lxw_worksheet* sheet_;
  const Table& table_;
  lxw_format *plain_ = nullptr, *best_ = nullptr, *worst_ = nullptr, *bold_ = nullptr;
  std::vector<lxw_col_t> columnOf_;
  lxw_row_t row_ = 0;
};

/// A file in memory. libxlsxwriter cannot say why a file cannot be written, and leaves a partial one.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(::memfd_create("table.xlsx", MFD_CLOEXEC)) {
    if (descriptor_ < 0) throw Error(fmt::format("No memory for a workbook: {}.", std::strerror(errno)));
  }
  ~MemoryFile() { ::close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  [[nodiscard]] std::string path() const { return fmt::format("/proc/self/fd/{}", descriptor_); }
  [[nodiscard]] std::string content() const {
    std::ifstream in(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  int descriptor_;
};

std::string workbookOf(const Table& table, const TableStyle& style) {
  const MemoryFile file;
  lxw_workbook* book = workbook_new(file.path().c_str());
  if (book == nullptr) throw Error("libxlsxwriter cannot make a workbook; use --format csv.");
  Sheet(book, table, style).write();
  if (const lxw_error error = workbook_close(book); error != LXW_NO_ERROR) {
    const std::string why = lxw_strerror(error);
    throw Error(
        fmt::format("The workbook cannot be put together: {}{} It is made in the folder for temporary files "
                    "(/tmp); see whether that is full, or use --format csv.",
                    why, why.ends_with('.') ? "" : "."));
  }
  return file.content();
}

}  // namespace

void writeXlsx(const Table& table, const std::string& path, const TableStyle& style) {
  const NumberFormat checked(style.number);
  keepResults(path);
  const std::string content = workbookOf(table, style);
  std::error_code none;
  // A device or a pipe is written to; only a file can be replaced by another one.
  const bool direct = std::filesystem::exists(path, none) && !std::filesystem::is_regular_file(path, none);
  const std::string target = direct ? path : path + ".part";
  const auto written = [&] {
    std::ofstream out(target, std::ios::binary);
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    out.close();
    return out.good();
  };
  errno = 0;
  if (written() && (direct || std::rename(target.c_str(), path.c_str()) == 0)) return;
  const int reason = errno;
  if (!direct) std::filesystem::remove(target, none);
  throw InputError(fmt::format("The file '{}' cannot be written: {}.", path, std::strerror(reason)));
}

#else

void writeXlsx(const Table& /*table*/, const std::string& /*path*/, const TableStyle& /*style*/) {
  throw Error("This build of Tandem cannot write XLSX (libxlsxwriter was missing); use --format csv.");
}

#endif

}  // namespace tandem
