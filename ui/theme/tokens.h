// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QColor>
#include <QHash>
#include <QString>

#include <array>
#include <optional>

namespace ui {

/// The three sets of colours. "System" is a wish that ends in one of these (Theme).
enum class Look { Light, Dark, Contrast };

/// The colours of one look by their names in `tokens.json`. A plain value.
class Tokens {
public:
    static constexpr std::size_t SeriesCount = 12;

    /// From the bytes of `tokens.json`; nothing if that is not what they are.
    [[nodiscard]] static std::optional<Tokens> parse(const QByteArray &json, Look look);
    /// From the resources.
    static Tokens load(Look look);

    /// An unknown name is a mistake in the program.
    QColor colour(QLatin1String name) const;
    QColor series(std::size_t slot) const { return m_series[slot]; }
    /// `key`, `fn`, `str` or `num`: CESQL and JSON.
    QColor syntax(QLatin1String name) const;

    /// `sheet` with each `@name` replaced by its colour, the longest names first.
    QString fill(QString sheet) const;

private:
    QHash<QString, QColor> m_colours;
    QHash<QString, QColor> m_syntax;
    std::array<QColor, SeriesCount> m_series;
};

} // namespace ui
