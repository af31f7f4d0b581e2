// SPDX-License-Identifier: Apache-2.0
// Values of blocks of LANES points of one task each. Every point is one chain of operations in the same order as on the
// CPU, whatever its lane or block, so that values do not depend on what else is in a launch.
//
// plan: integers that describe tasks and parts (Layout in opencl_layout.h); data: all their numbers.
// block: .x task (place in plan), .y first number of its points in x, .z first number of its scratch in z, .w points
// item: .x block, .y part (place in plan), .z first output of the part

#define BANDS 8     // work-items per lane
#define OUTPUTS 8   // of each work-item
#define TILE (BANDS * OUTPUTS)
#define DEPTH 16    // inputs in local memory at a time

// Input i of a part for a lane: shifted and scaled. Lanes beyond the last point repeat it.
static Vec inputOf(__global const int* plan, __global const Vec* data, __global const Vec* x, int4 block, int part,
                   int i, int lane) {
  __global const int* task = plan + block.x;
  const int inputs = plan[part + PART_INPUTS];
  const int j = inputs < 0 ? i : plan[inputs + i];
  const Vec v = x[block.y + min(lane, block.w - 1) * task[TASK_DIM] + j];
  return (v - data[task[TASK_SHIFT] + j]) * data[task[TASK_SCALE] + j];
}

// Parts without a rotation.
__kernel __attribute__((reqd_work_group_size(LANES, BANDS, 1))) void gather(
    __global const int* plan, __global const Vec* data, __global const int4* items, __global const int4* blocks,
    __global const Vec* x, __global Vec* z) {
  const int4 item = items[get_group_id(0)];
  const int4 block = blocks[item.x];
  const int part = item.y;
  const int lane = get_local_id(0);
  const int end = min(item.z + TILE, plan[part + PART_DIM]);
  const Vec rate = data[plan[part + PART_RATE]];
  const int to = block.z + plan[part + PART_SCRATCH] * LANES + lane;
  for (int i = item.z + (int)get_local_id(1); i < end; i += BANDS) {
    z[to + i * LANES] = inputOf(plan, data, x, block, part, i, lane) * rate;
  }
}

// Parts with a rotation: a tile of the product at a time, both factors through local memory.
__kernel __attribute__((reqd_work_group_size(LANES, BANDS, 1))) void rotate_tile(
    __global const int* plan, __global const Vec* data, __global const int4* items, __global const int4* blocks,
    __global const Vec* x, __global Vec* z) {
  __local Vec right[DEPTH][LANES + 1];
  __local Vec left[TILE][DEPTH];
  const int4 item = items[get_group_id(0)];
  const int4 block = blocks[item.x];
  const int part = item.y;
  const int lane = get_local_id(0);
  const int band = get_local_id(1);
  const int own = band * LANES + lane;
  const int dim = plan[part + PART_DIM];
  const int inputs = plan[part + PART_INPUT_COUNT];
  const int matrix = plan[part + PART_ROTATION];
  Vec sum[OUTPUTS];
  for (int o = 0; o < OUTPUTS; ++o) sum[o] = Vec(0.0);
  for (int first = 0; first < inputs; first += DEPTH) {
    for (int e = own; e < DEPTH * LANES; e += BANDS * LANES) {
      const int k = e % DEPTH;
      const int row = e / DEPTH;
      right[k][row] = first + k < inputs ? inputOf(plan, data, x, block, part, first + k, row) : Vec(0.0);
    }
    for (int e = own; e < TILE * DEPTH; e += BANDS * LANES) {
      const int k = e % DEPTH;
      const int i = e / DEPTH;
      const int inside = item.z + i < dim && first + k < inputs;
      left[i][k] = inside ? data[matrix + (item.z + i) * inputs + first + k] : Vec(0.0);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    const int depth = min(DEPTH, inputs - first);
    for (int k = 0; k < depth; ++k) {
      const Vec y = right[k][lane];
      for (int o = 0; o < OUTPUTS; ++o) sum[o] = mulAdd(left[band * OUTPUTS + o][k], y, sum[o]);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  const Vec rate = data[plan[part + PART_RATE]];
  const int to = block.z + plan[part + PART_SCRATCH] * LANES + lane;
  for (int o = 0; o < OUTPUTS; ++o) {
    const int i = item.z + band * OUTPUTS + o;
    if (i < dim) z[to + i * LANES] = sum[o] * rate;
  }
}

// The functions of all parts, weighted and summed.
__kernel __attribute__((reqd_work_group_size(LANES, 1, 1))) void values(
    __global const int* plan, __global const Vec* data, __global const int4* blocks, __global const Vec* z,
    __global Vec* out) {
  const int4 block = blocks[get_group_id(0)];
  const int lane = get_local_id(0);
  const int parts = plan[block.x + TASK_PARTS];
  Vec sum = Vec(0.0);
  for (int p = 0; p < parts; ++p) {
    const int part = plan[block.x + TASK_FIRST_PART] + p * PART_SIZE;
    Reader point = z + block.z + plan[part + PART_SCRATCH] * LANES + lane;
    const Vec value =
        callFunction(plan[part + PART_FUNCTION], point, plan[part + PART_DIM], data + plan[part + PART_TABLE]);
    sum = sum + data[plan[part + PART_RATE] + 1] * value;
  }
  out[get_group_id(0) * LANES + lane] = sum + data[plan[block.x + TASK_BIAS]];
}
