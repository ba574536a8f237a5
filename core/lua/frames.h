/* frames.h - a manifest on its way out of the child that ran the plugin.
 *
 * The child writes the manifest table as a tree of nodes: texts are quoted scalars, numbers, true and false plain ones, a function the
 * plain scalar "function". The parent reads the bytes as if an enemy had written them: every length is checked, depth and size are
 * bounded, and what comes out is a tree with places in the plugin's file. */
#ifndef RUNG_LUA_FRAMES_H
#define RUNG_LUA_FRAMES_H

#include <stdint.h>

#include "base/buf.h"
#include "lua/sandbox.h"
#include "program/node.h"

enum { FRAME_MAX = 256 * 1024 };
enum frame_kind { FRAME_METRIC, FRAME_INCENTIVE, FRAME_FAILED };

/* Bytes before the payload. */
struct frame_head {
    uint32_t kind, line, length;
};

/* In the child: runs the plugin and appends one frame. False: no memory. */
bool frame_make(const char *plugin, struct text source, const struct limits *limits, struct buf *out);

/* In the parent: the payload of a manifest as a tree; NULL when the bytes are not one. Places are at `at`. */
struct node *frame_read(struct text payload, struct place at, struct arena *arena);

#endif
