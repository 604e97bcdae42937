// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <vector>

namespace ui {

/// Closed range of sequence numbers.
struct SequenceRange {
    quint64 first = 0;
    quint64 last = 0;
    bool operator==(const SequenceRange &) const = default;
};

/// Which rows are selected, as ranges of sequence numbers: numbers stay true while rows come and go
/// above, and all of ten million rows are one range. Ranges are ascending, disjoint and never
/// touch. A plain value.
class RowSelection {
public:
    bool isEmpty() const { return m_ranges.empty(); }
    bool contains(quint64 sequence) const;
    const std::vector<SequenceRange> &ranges() const { return m_ranges; }

    void clear() { m_ranges.clear(); }
    /// `first` and `last` in either order.
    void selectOnly(quint64 first, quint64 last);
    /// Any order, each once.
    void selectOnly(std::vector<quint64> sequences);
    void add(quint64 first, quint64 last);
    void remove(quint64 sequence);
    void toggle(quint64 sequence);
    /// What is below `sequence` has left. Answers whether any of it was selected.
    bool forgetBelow(quint64 sequence);

    bool operator==(const RowSelection &) const = default;

private:
    std::vector<SequenceRange> m_ranges;
};

} // namespace ui
