// SPDX-License-Identifier: Apache-2.0
#include "program.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "layout.h"

namespace tandem::opencl {

namespace {

// As in kernels.cl.
constexpr int kLanes = 32;
constexpr int kBands = 8;
constexpr int kTile = 64;
/// Numbers of scratch in one launch; more rows than that take several launches.
constexpr std::size_t kMostScratch = std::size_t{8} << 20;

struct Int4 {
  std::int32_t x, y, z, w;
};
static_assert(sizeof(Int4) == 16);

/// Rows of one task, from any requests.
struct Row {
  const double* x;
  double* value;
};

/// T = double or float: the numbers on the device.
template <typename T>
class OpenclProgram final : public device::Program {
 public:
  OpenclProgram(Device device, const DeviceChoice& choice, const std::vector<std::shared_ptr<const DeviceForm>>& forms)
      : device_(std::move(device)), name_(deviceText(choice)), layout_(forms), fault_(faultAskedFor()) {
    cl_int error = CL_SUCCESS;
    context_ = Context(clCreateContext(nullptr, 1, &device_.id, nullptr, nullptr, &error));
    check(error, "clCreateContext");
    queue_ = Queue(clCreateCommandQueue(context_.get(), device_.id, 0, &error));
    check(error, "clCreateCommandQueue");
    program_ = buildProgram(context_, device_, kernelSource(*forms.front()->library), choice.single);
    gather_ = kernel("gather");
    rotate_ = kernel("rotate_tile");
    values_ = kernel("values");
    upload(plan_, layout_.plan());
    upload(data_, std::vector<T>(layout_.data().begin(), layout_.data().end()));
    open_ = true;
  }

  std::string label() const override {
    return device_.info.name + ", " + device_.info.platform + " " + device_.info.driver;
  }

  void compute(std::span<const device::Batch> batches) override {
    ++launches_;
    // Blocks hold rows of one task; rows of different requests share them.
    std::map<int, std::vector<Row>> rows;
    for (const device::Batch& batch : batches) {
      std::vector<Row>& list = rows[layout_.task(batch.problem, batch.task)];
      for (int i = 0; i < batch.x.rows; ++i) {
        list.push_back({batch.x.data + i * batch.x.stride, batch.values.data + i * batch.values.stride});
      }
    }
    for (const auto& [task, list] : rows) {
      for (std::size_t first = 0; first < list.size(); first += kLanes) {
        addBlock(task, std::span(list).subspan(first, std::min<std::size_t>(kLanes, list.size() - first)));
        if (std::max(scratchSize_, points_.size()) >= kMostScratch) launch();
      }
    }
    launch();
  }

 private:
  /// A buffer that grows.
  struct Memory {
    Buffer buffer;
    std::size_t bytes = 0;
  };

  void check(cl_int code, const char* call) const {
    if (code == CL_SUCCESS) return;
    const bool memory = code == CL_MEM_OBJECT_ALLOCATION_FAILURE || code == CL_OUT_OF_RESOURCES ||
                        code == CL_OUT_OF_HOST_MEMORY || code == CL_INVALID_BUFFER_SIZE;
    // The problems' data come first, the runs' points later.
    const std::string less =
        open_ ? "have fewer runs in flight (--in-flight)" : "use fewer problems at a time, as all their data go there";
    throw DeviceError("The device " + name_ + " (" + device_.info.name + ") " +
                      (memory ? "ran out of memory" : "failed or was lost") + " (" + errorName(code) + " from " + call +
                      "); " +
                      (memory ? less + ", or use --device cpu."
                              : "check it with clinfo, resume with --retry-failed, or use --device cpu."));
  }

  Kernel kernel(const char* function) const {
    cl_int error = CL_SUCCESS;
    Kernel made(clCreateKernel(program_.get(), function, &error));
    check(error, "clCreateKernel");
    return made;
  }

  void reserve(Memory& memory, std::size_t bytes) {
    if (memory.bytes >= bytes) return;
    memory.buffer = Buffer();
    const std::size_t wanted = std::max(bytes, 2 * memory.bytes);
    cl_int error = CL_SUCCESS;
    memory.bytes = 0;
    memory.buffer = Buffer(clCreateBuffer(context_.get(), CL_MEM_READ_WRITE, wanted, nullptr, &error));
    check(error, "clCreateBuffer");
    memory.bytes = wanted;
  }

  template <typename E>
  void upload(Memory& memory, const std::vector<E>& values) {
    const std::size_t bytes = std::max<std::size_t>(1, values.size()) * sizeof(E);
    reserve(memory, bytes);
    if (values.empty()) return;
    check(clEnqueueWriteBuffer(queue_.get(), memory.buffer.get(), CL_TRUE, 0, values.size() * sizeof(E), values.data(),
                               0, nullptr, nullptr),
          "clEnqueueWriteBuffer");
  }

  void addBlock(int task, std::span<const Row> rows) {
    const auto block = static_cast<std::int32_t>(blocks_.size());
    const int dim = layout_.at(task + TASK_DIM);
    blocks_.push_back({task, static_cast<std::int32_t>(points_.size()), static_cast<std::int32_t>(scratchSize_),
                       static_cast<std::int32_t>(rows.size())});
    for (const Row& row : rows) {
      points_.insert(points_.end(), row.x, row.x + dim);
      targets_.push_back(row.value);
    }
    targets_.resize(blocks_.size() * kLanes, nullptr);
    scratchSize_ += static_cast<std::size_t>(layout_.scratch(task)) * kLanes;
    for (int p = 0; p < layout_.at(task + TASK_PARTS); ++p) {
      const int part = layout_.at(task + TASK_FIRST_PART) + p * PART_SIZE;
      std::vector<Int4>& items = layout_.at(part + PART_ROTATION) < 0 ? gathers_ : rotations_;
      for (int output = 0; output < layout_.at(part + PART_DIM); output += kTile)
        items.push_back({block, part, output, 0});
    }
  }

  template <typename... Args>
  void enqueue(const Kernel& kernel, std::array<std::size_t, 2> groups, std::array<std::size_t, 2> local,
               const Args&... memories) {
    cl_uint index = 0;
    const auto set = [&](const Memory& memory) {
      const cl_mem buffer = memory.buffer.get();
      check(clSetKernelArg(kernel.get(), index++, sizeof(cl_mem), &buffer), "clSetKernelArg");
    };
    (set(memories), ...);
    const std::size_t global[2] = {groups[0] * local[0], groups[1] * local[1]};
    check(clEnqueueNDRangeKernel(queue_.get(), kernel.get(), 2, nullptr, global, local.data(), 0, nullptr, nullptr),
          "clEnqueueNDRangeKernel");
  }

  /// Everything added so far.
  void launch() {
    if (blocks_.empty()) return;
    if (fault_.launch > 0 && launches_ >= fault_.launch) {
      check(fault_.kind == Fault::Kind::Memory ? CL_MEM_OBJECT_ALLOCATION_FAILURE : CL_DEVICE_NOT_AVAILABLE,
            "a test of this fault");
    }
    upload(x_, points_);
    upload(blockMemory_, blocks_);
    reserve(z_, scratchSize_ * sizeof(T));
    reserve(out_, targets_.size() * sizeof(T));
    for (auto [kernel, items, memory] :
         {std::tuple{&gather_, &gathers_, &gatherItems_}, std::tuple{&rotate_, &rotations_, &rotateItems_}}) {
      if (items->empty()) continue;
      upload(*memory, *items);
      enqueue(*kernel, {items->size(), 1}, {kLanes, kBands}, plan_, data_, *memory, blockMemory_, x_, z_);
    }
    enqueue(values_, {blocks_.size(), 1}, {kLanes, 1}, plan_, data_, blockMemory_, z_, out_);
    results_.resize(targets_.size());
    check(clEnqueueReadBuffer(queue_.get(), out_.buffer.get(), CL_TRUE, 0, results_.size() * sizeof(T), results_.data(),
                              0, nullptr, nullptr),
          "clEnqueueReadBuffer");
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      if (targets_[i] != nullptr) *targets_[i] = static_cast<double>(results_[i]);
    }
    blocks_.clear();
    points_.clear();
    targets_.clear();
    gathers_.clear();
    rotations_.clear();
    scratchSize_ = 0;
  }

  Device device_;
  std::string name_;
  Plan layout_;
  Fault fault_;
  int launches_ = 0;
  bool open_ = false;
  Context context_;
  Queue queue_;
  Built program_;
  Kernel gather_, rotate_, values_;
  Memory plan_, data_, x_, blockMemory_, gatherItems_, rotateItems_, z_, out_;

  // The launch being put together.
  std::vector<Int4> blocks_, gathers_, rotations_;
  std::vector<T> points_, results_;
  std::vector<double*> targets_;
  std::size_t scratchSize_ = 0;
};

}  // namespace

std::unique_ptr<device::Program> openProgram(const Device& device, const DeviceChoice& choice,
                                             const std::vector<std::shared_ptr<const DeviceForm>>& forms) {
  if (choice.single) return std::make_unique<OpenclProgram<float>>(device, choice, forms);
  return std::make_unique<OpenclProgram<double>>(device, choice, forms);
}

}  // namespace tandem::opencl
