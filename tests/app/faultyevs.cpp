// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// Linked with everything that `evs` is made of: the same program, with the layer of faultvfs between SQLite and the
// files, and one rule from the environment.
#include "tests/support/faultvfs.h"

#include <cstdio>
#include <cstdlib>

namespace {

const bool isInstalled = [] {
    faultvfs::install();
    if (const char *text = std::getenv("EVENTSCOPE_FAULT")) {
        const auto rule = faultvfs::parseRule(text);
        if (!rule) {
            std::fprintf(stderr, "no rule: %s\n", text);
            std::abort();
        }
        faultvfs::arm(*rule);
    }
    return true;
}();

} // namespace
