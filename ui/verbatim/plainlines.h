// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/verbatim/linesource.h"

namespace ui {

/// Text as it came: a line ends at LF or CRLF, or after MaxLineBytes. Control characters show as their pictures, bytes
/// that are no UTF-8 as U+FFFD.
class PlainLines : public LineSource {
public:
    explicit PlainLines(Bytes bytes);

    qint64 count() const override { return m_count; }
    TextLine line(qint64 index) const override;
    int numberDigits() const override;

private:
    struct Mark {
        std::uint64_t offset = 0;
        qint64 number = 1;      ///< of the line that begins or goes on there
        bool continued = false; ///< the line began earlier
    };
    struct Step;
    Step step(const Mark &from) const;

    Bytes m_bytes;
    std::vector<Mark> m_marks;
    qint64 m_count = 0;
    qint64 m_lastNumber = 0;
};

} // namespace ui
