// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/theme.h"

#include "ui/theme/eventscopestyle.h"

#include <QApplication>
#include <QFile>
#include <QRawFont>
#include <QRegularExpression>
#include <QScreen>

#include <algorithm>
#include <array>
#include <cmath>

namespace ui {

namespace {

struct FaceRow {
    bool mono;
    QFont::Weight weight;
    qreal pixels;
    bool verbatim;
};

constexpr FaceRow faceRow(Face face)
{
    switch (face) {
    case Face::Body:
        return {false, QFont::Normal, 13, false};
    case Face::Verbatim:
        return {false, QFont::Normal, 13, true};
    case Face::Small:
        return {false, QFont::Normal, 12, false};
    case Face::Header:
        return {false, QFont::Medium, 12, false};
    case Face::Title:
        return {false, QFont::DemiBold, 13, false};
    case Face::Section:
        return {false, QFont::DemiBold, 12, false};
    case Face::Strong:
        return {false, QFont::DemiBold, 14, true};
    case Face::Hero:
        return {false, QFont::DemiBold, 20, true};
    case Face::Badge:
        return {false, QFont::DemiBold, 10.5, false};
    case Face::Mono:
        return {true, QFont::Normal, 12, true};
    case Face::MonoStrong:
        return {true, QFont::DemiBold, 12, true};
    case Face::MonoFacet:
        return {true, QFont::Normal, 11.5, true};
    case Face::MonoLegend:
        return {true, QFont::Normal, 11, true};
    case Face::MonoAxis:
        return {true, QFont::Normal, 10.5, true};
    }
    Q_UNREACHABLE();
}

QFont::Weight lighter(QFont::Weight weight)
{
    return QFont::Weight(std::max(int(weight) - 100, int(QFont::Light)));
}

Look lookOf(Theme::Mode mode, Look system)
{
    switch (mode) {
    case Theme::Mode::System:
        return system;
    case Theme::Mode::Light:
        return Look::Light;
    case Theme::Mode::Dark:
        return Look::Dark;
    case Theme::Mode::HighContrast:
        return Look::Contrast;
    }
    Q_UNREACHABLE();
}

Look lookOf(const QPalette &desktop)
{
    const bool dark = desktop.color(QPalette::Window).lightness() <
                      desktop.color(QPalette::WindowText).lightness();
    return dark ? Look::Dark : Look::Light;
}

/// Lengths of the style sheet above one pixel grow with the text.
QString scaledLengths(const QString &sheet, qreal scale)
{
    static const QRegularExpression length(QStringLiteral("(\\d+)px"));
    QString scaled;
    qsizetype from = 0;
    for (auto matches = length.globalMatch(sheet); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const int pixels = match.captured(1).toInt();
        scaled += QStringView(sheet).mid(from, match.capturedStart() - from);
        scaled += QString::number(pixels <= 1 ? pixels : int(std::lround(pixels * scale)));
        scaled += QLatin1String("px");
        from = match.capturedEnd();
    }
    scaled += QStringView(sheet).mid(from);
    return scaled;
}

} // namespace

Theme::Theme(QObject *parent)
    : QObject(parent)
    , m_systemLook(lookOf(QGuiApplication::palette()))
    , m_look(m_systemLook)
    , m_tokens(Tokens::load(m_look))
    , m_icons(m_tokens, 1)
{
    rebuild();
}

void Theme::setMode(Mode mode)
{
    if (mode == m_mode) {
        return;
    }
    m_mode = mode;
    rebuild();
    emit changed();
}

void Theme::setPointSize(qreal points)
{
    points = std::clamp(points, MinPointSize, MaxPointSize);
    if (qFuzzyCompare(points, m_pointSize)) {
        return;
    }
    m_pointSize = points;
    rebuild();
    emit changed();
}

void Theme::rebuild()
{
    m_look = lookOf(m_mode, m_systemLook);
    m_tokens = Tokens::load(m_look);
    m_icons = IconSet(m_tokens, scale());
}

qreal Theme::scale() const
{
    const QScreen *screen = QGuiApplication::primaryScreen();
    const qreal dpi = screen ? screen->logicalDotsPerInchY() : 96;
    return m_pointSize / DefaultPointSize * dpi / 96;
}

int Theme::px(qreal length) const
{
    return std::max(1, int(std::lround(length * scale())));
}

QFont Theme::font(Face face) const
{
    const FaceRow row = faceRow(face);
    QFont font;
    font.setFamilies(
        row.mono ? QStringList{QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono"),
                               QStringLiteral("monospace")}
                 : QStringList{QStringLiteral("Inter"), QStringLiteral("Noto Sans"),
                               QStringLiteral("DejaVu Sans"), QStringLiteral("sans-serif")});
    font.setStyleHint(row.mono ? QFont::Monospace : QFont::SansSerif);
    // Only whole pixels reach the rasteriser well; half sizes matter above k = 1.
    font.setPixelSize(px(row.pixels));
    font.setWeight(row.weight);
    if (row.verbatim) {
        font.setStyleStrategy(QFont::PreferNoShaping);
    }
    // Light words on dark: Qt thickens the stems of OpenType-CFF faces, one weight less looks the
    // same again.
    if (!row.mono && m_look != Look::Light &&
        !QRawFont::fromFont(font).fontTable("CFF ").isEmpty()) {
        font.setWeight(lighter(row.weight));
    }
    return font;
}

QPalette Theme::palette() const
{
    const auto token = [this](const char *name) { return colour(QLatin1String(name)); };
    struct Role {
        QPalette::ColorRole role;
        const char *active;
        const char *inactive;
        const char *disabled;
    };
    static constexpr std::array roles{
        Role{QPalette::Window, "window", "window", "window"},
        Role{QPalette::WindowText, "text", "text", "disabled"},
        Role{QPalette::Text, "text", "text", "disabled"},
        Role{QPalette::ButtonText, "text", "text", "disabled"},
        Role{QPalette::Base, "base", "base", "window"},
        Role{QPalette::AlternateBase, "zebra", "zebra", "window"},
        Role{QPalette::PlaceholderText, "text3", "text3", "disabled"},
        Role{QPalette::Button, "control", "control", "window"},
        Role{QPalette::BrightText, "danger", "danger", "danger"},
        Role{QPalette::Light, "light", "light", "light"},
        Role{QPalette::Midlight, "midlight", "midlight", "midlight"},
        Role{QPalette::Mid, "mid", "mid", "mid"},
        Role{QPalette::Dark, "dark", "dark", "dark"},
        Role{QPalette::Shadow, "shadow", "shadow", "shadow"},
        Role{QPalette::Highlight, "selection", "selectionIdle", "selectionIdle"},
        Role{QPalette::HighlightedText, "selectionText", "text", "disabled"},
        Role{QPalette::Link, "link", "link", "disabled"},
        Role{QPalette::LinkVisited, "link", "link", "disabled"},
        Role{QPalette::ToolTipBase, "control", "control", "control"},
        Role{QPalette::ToolTipText, "text", "text", "text"},
    };
    QPalette palette;
    for (const Role &role : roles) {
        palette.setColor(QPalette::Active, role.role, token(role.active));
        palette.setColor(QPalette::Inactive, role.role, token(role.inactive));
        palette.setColor(QPalette::Disabled, role.role, token(role.disabled));
    }
    return palette;
}

QString Theme::styleSheet() const
{
    QFile file(QStringLiteral(":/eventscope/theme/fusion.qss"));
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    Q_UNUSED(opened)
    return scaledLengths(m_tokens.fill(QString::fromUtf8(file.readAll())), scale());
}

void Theme::applyTo(QApplication &application)
{
    application.setStyle(new EventscopeStyle(*this)); // owned by the application
    const auto apply = [this, &application] {
        application.setPalette(palette());
        application.setFont(font(Face::Body));
        application.setStyleSheet(styleSheet());
    };
    apply();
    connect(this, &Theme::changed, &application, apply);
}

} // namespace ui
