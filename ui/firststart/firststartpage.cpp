// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/firststart/firststartpage.h"

#include "ui/firststart/actioncard.h"
#include "ui/frame/codebox.h"
#include "ui/frame/lamp.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

constexpr int ColumnWidth = 640;

QPushButton *actionButton(const Theme &theme, QLatin1String icon, const QString &words,
                          QWidget *parent)
{
    auto *button = new QPushButton(words, parent);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    theme.follow(button, [&theme, button, icon] {
        button->setIcon(theme.icons().icon(icon, 16));
        button->setFixedHeight(theme.px(36));
    });
    return button;
}

} // namespace

FirstStartPage::FirstStartPage(const Theme &theme, QWidget *parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_lamp(new Lamp(theme, this))
    , m_title(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_sending(new QWidget(this))
    , m_curl(new CodeBox(theme, tr("Copy the curl command"), this))
    , m_sink(new CodeBox(theme, tr("Copy the K_SINK line"), this))
{
    setObjectName(QStringLiteral("firststart"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    const auto heading = [this](const QString &words) {
        auto *label = new QLabel(words, this);
        m_theme.follow(label, [this, label] { label->setFont(m_theme.font(Face::Header)); });
        return label;
    };
    m_title->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_sentence->setObjectName(QStringLiteral("secondary"));

    auto *sending = new QVBoxLayout(m_sending);
    sending->setContentsMargins(0, 0, 0, 0);
    QLabel *const sendNow = heading(tr("Send one now"));
    QLabel *const pointSender = heading(tr("Or point a sender at it"));
    sending->addWidget(sendNow);
    sending->addWidget(m_curl);
    sending->addWidget(pointSender);
    sending->addWidget(m_sink);

    auto *demo =
        new ActionCard(theme, QLatin1String("demo"), tr("Start the demo"),
                       tr("A blockchain feed over WebSocket and a shop over HTTP. Offline."),
                       QStringLiteral("Ctrl+Shift+D"), this);
    auto *webSocket =
        actionButton(theme, QLatin1String("websocket"), tr("Add a WebSocket connection…"), this);
    auto *open = actionButton(theme, QLatin1String("columns"), tr("Open a capture…"), this);
    auto *captures = actionButton(theme, QLatin1String("seal"), tr("Your captures…"), this);
    connect(demo, &ActionCard::clicked, this, &FirstStartPage::demoRequested);
    connect(webSocket, &QPushButton::clicked, this, &FirstStartPage::webSocketRequested);
    connect(open, &QPushButton::clicked, this, &FirstStartPage::openRequested);
    connect(captures, &QPushButton::clicked, this, &FirstStartPage::capturesRequested);

    auto *titleRow = new QHBoxLayout;
    titleRow->addWidget(m_lamp);
    titleRow->addWidget(m_title, 1);
    auto *actions = new QHBoxLayout;
    actions->addWidget(webSocket);
    actions->addWidget(open);
    actions->addWidget(captures);
    QLabel *const nothing = heading(tr("Nothing at hand?"));

    auto *column = new QWidget(this);
    auto *rows = new QVBoxLayout(column);
    rows->addLayout(titleRow);
    rows->addWidget(m_sentence);
    rows->addWidget(m_sending);
    rows->addWidget(nothing);
    rows->addWidget(demo);
    rows->addLayout(actions);

    auto *page = new QWidget(this);
    auto *across = new QHBoxLayout(page);
    across->addStretch(1);
    across->addWidget(column, 100, Qt::AlignTop);
    across->addStretch(1);
    setWidget(page);

    theme.follow(this, [this, column, rows, titleRow, actions, sending] {
        const int indent = m_theme.px(20); // the lamp hangs out to the left of the words
        column->setMaximumWidth(m_theme.px(ColumnWidth) + indent);
        rows->setContentsMargins(indent, 0, 0, 0);
        rows->setSpacing(m_theme.px(8));
        titleRow->setContentsMargins(-indent, 0, 0, 0);
        titleRow->setSpacing(m_theme.px(8));
        actions->setSpacing(m_theme.px(8));
        sending->setSpacing(m_theme.px(8));
        m_title->setFont(m_theme.font(Face::Hero));
        m_sentence->setFont(m_theme.font(Face::Body));
        placePage();
    });
    // After its font was set: a selectable label without text does not hear of a later one.
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const auto gapAbove = [&theme](QLabel *label) {
        theme.follow(label, [&theme, label] { label->setContentsMargins(0, theme.px(16), 0, 0); });
    };
    gapAbove(sendNow);
    gapAbove(pointSender);
    gapAbove(nothing);
    setAddress({});
}

/// Below the top by as much as there is room for.
void FirstStartPage::placePage()
{
    QLayout *across = widget()->layout();
    const QMargins before = across->contentsMargins();
    const int whole = across->hasHeightForWidth() ? across->heightForWidth(viewport()->width())
                                                  : across->minimumSize().height();
    const int words = whole - before.top() - before.bottom();
    const int side = m_theme.px(16);
    const int bottom = m_theme.px(24);
    const int top = std::clamp(height() - words - bottom, m_theme.px(16), m_theme.px(72));
    across->setContentsMargins(side, top, side, bottom);
}

void FirstStartPage::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    placePage();
}

void FirstStartPage::setAddress(const QString &address)
{
    const bool listening = !address.isEmpty();
    m_lamp->setState(listening ? Lamp::State::On : Lamp::State::Off);
    m_sending->setVisible(listening);
    if (!listening) {
        m_title->setText(tr("Not listening"));
        m_sentence->setText(tr("No address was given to listen on. Events come from connections."));
        return;
    }
    m_title->setText(tr("Listening on %1").arg(address));
    m_sentence->setText(tr("Send a CloudEvent to this address, in any mode. It shows here as soon "
                           "as it is on disk. What is refused shows too, with the reason."));
    m_curl->setCode(QLatin1String("curl -i ") + address +
                    QLatin1String(" \\\n  -H 'ce-specversion: 1.0' -H 'ce-id: 1' \\\n"
                                  "  -H 'ce-source: /hello' -H 'ce-type: com.example.greeting' \\\n"
                                  "  -H 'content-type: application/json' -d "
                                  "'{\"hello\":\"world\"}'"));
    m_sink->setCode(QLatin1String("export K_SINK=") + address);
}

} // namespace ui
