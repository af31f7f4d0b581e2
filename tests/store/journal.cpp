// SPDX-License-Identifier: Apache-2.0
// The journal of a run: what a crash leaves of it is read, and nothing else.
#include "store/journal.h"

#include "store_fixture.h"

namespace tandem {
namespace {

using namespace testing;
using store::JournalEntry;
using store::JournalHead;
using store::JournalOwner;
using store::RunJournal;

const JournalOwner kOwner{0xabcdef01, {1, 2, 30}, 77};

JournalEntry entryAt(std::int64_t first, int rows) {
  JournalEntry entry{.first = first, .task = static_cast<int>(first % 3)};
  for (int i = 0; i < rows; ++i) {
    entry.points.push_back(static_cast<std::uint64_t>(first + i) * 0x9e3779b97f4a7c15ULL);
    entry.values.push_back(0.1 * static_cast<double>(first + i));
    entry.values.push_back(std::numeric_limits<double>::quiet_NaN());
  }
  if (first > 5) entry.state = {{1.5, static_cast<double>(first)}, {}};
  return entry;
}

bool same(const JournalEntry& a, const JournalEntry& b) {
  const auto bytes = [](const std::vector<double>& v) {
    return std::string(reinterpret_cast<const char*>(v.data()), v.size() * sizeof(double));
  };
  if (a.first != b.first || a.task != b.task || a.points != b.points || bytes(a.values) != bytes(b.values))
    return false;
  return a.state == b.state;
}

class JournalFile : public ::testing::Test {
 protected:
  void write(const std::string& bytes) const { std::ofstream(path, std::ios::binary) << bytes; }
  TempFolder folder;
  std::string path = store::journalPath(folder / ".", kOwner.key);
};

TEST_F(JournalFile, HoldsWhatWasAppended) {
  const std::vector<JournalEntry> entries = {entryAt(0, 4), entryAt(7, 2), entryAt(4, 3)};  // pieces come in any order
  {
    RunJournal journal(path, kOwner);
    EXPECT_EQ(journal.find(0), nullptr);
    for (const JournalEntry& entry : entries) journal.append(entry);
    EXPECT_EQ(journal.find(0), nullptr) << "what this session evaluated is not asked for again";
  }
  const RunJournal journal(path, kOwner);
  EXPECT_FALSE(journal.damaged());
  EXPECT_FALSE(journal.begunAnew());
  for (const JournalEntry& entry : entries) {
    for (int i = 0; i < entry.rows(); ++i) {
      ASSERT_NE(journal.find(entry.first + i), nullptr);
      EXPECT_TRUE(same(*journal.find(entry.first + i), entry));
    }
  }
  EXPECT_EQ(journal.find(9), nullptr);
}

TEST_F(JournalFile, CutAnywhereKeepsTheWholeRecordsAndGoesOn) {
  std::vector<std::size_t> ends;
  {
    RunJournal journal(path, kOwner);
    ends.push_back(std::filesystem::file_size(path));
    for (const std::int64_t first : {0, 3, 6}) {
      journal.append(entryAt(first, 3));
      ends.push_back(std::filesystem::file_size(path));
    }
  }
  const std::string whole = readBytes(path);
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    write(whole.substr(0, size));
    {
      RunJournal journal(path, kOwner);
      EXPECT_FALSE(journal.damaged()) << size;
      for (std::int64_t record = 0; record < 3; ++record) {
        EXPECT_EQ(journal.find(3 * record) != nullptr, size >= ends[record + 1]) << size;
      }
      journal.append(entryAt(20, 1));
    }
    const RunJournal again(path, kOwner);
    ASSERT_NE(again.find(20), nullptr) << size;
    EXPECT_EQ(again.find(0) != nullptr, size >= ends[1]) << size;
  }
}

TEST_F(JournalFile, ADamagedRecordEndsItAndIsTold) {
  {
    RunJournal journal(path, kOwner);
    journal.append(entryAt(0, 3));
    journal.append(entryAt(3, 3));
    journal.append(entryAt(6, 3));
  }
  std::string bytes = readBytes(path);
  bytes[bytes.size() / 2] ^= 0x10;  // in the second record
  write(bytes);
  RunJournal journal(path, kOwner);
  EXPECT_TRUE(journal.damaged());
  EXPECT_NE(journal.find(0), nullptr);
  EXPECT_EQ(journal.find(3), nullptr);
  EXPECT_EQ(journal.find(6), nullptr);
}

TEST_F(JournalFile, BelongsToOneRunAndOneEvaluator) {
  { RunJournal(path, kOwner).append(entryAt(0, 3)); }
  JournalOwner other = kOwner;
  other.experiment = 1;
  EXPECT_EQ(store::journalHead(path, other), JournalHead::OtherExperiment);
  EXPECT_THROW(RunJournal(path, other), InputError);
  other = kOwner;
  other.key.repetition = 0;
  EXPECT_THROW(RunJournal(path, other), InputError);
  EXPECT_NE(RunJournal(path, kOwner).find(0), nullptr) << "a refusal loses nothing";
  other = kOwner;
  other.evaluator = 78;
  EXPECT_EQ(store::journalHead(path, other), JournalHead::OtherEvaluator);
  const RunJournal anew(path, other);
  EXPECT_TRUE(anew.begunAnew());
  EXPECT_EQ(anew.find(0), nullptr);
  EXPECT_EQ(store::journalHead(path, other), JournalHead::Good);
}

TEST_F(JournalFile, ForgetsWhatTheRunDoesNotAskFor) {
  {
    RunJournal journal(path, kOwner);
    for (const std::int64_t first : {0, 3, 6}) journal.append(entryAt(first, 3));
  }
  {
    RunJournal journal(path, kOwner);
    journal.forgetFrom(4);
    EXPECT_NE(journal.find(2), nullptr);
    EXPECT_EQ(journal.find(3), nullptr);
    journal.append(entryAt(3, 1));
  }
  const RunJournal journal(path, kOwner);
  EXPECT_NE(journal.find(2), nullptr);
  EXPECT_NE(journal.find(3), nullptr);
  EXPECT_EQ(journal.find(4), nullptr);
}

TEST(JournalName, IsReadBack) {
  const std::string path = store::journalPath("/f", {12, 345, 6789});
  RunKey key;
  ASSERT_TRUE(store::journalKey(path.substr(3), key));
  EXPECT_EQ(key, (RunKey{12, 345, 6789}));
  for (const char* name :
       {"", "0001-0002-000003", "0001-0002.journal", "a-b-c.journal", "0001-0002-000003.journal.part"}) {
    EXPECT_FALSE(store::journalKey(name, key)) << name;
  }
}

}  // namespace
}  // namespace tandem
