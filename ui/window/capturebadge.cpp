// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/capturebadge.h"

#include "ui/models/eventtext.h"
#include "ui/theme/theme.h"

#include <QDateTime>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace ui {

namespace {

QString sinceText(core::WallTime time)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
    const QDateTime local = QDateTime::fromSecsSinceEpoch(seconds);
    return local.toString(local.date() == QDate::currentDate()
                              ? QStringLiteral("HH:mm:ss")
                              : QStringLiteral("yyyy-MM-dd HH:mm"));
}

} // namespace

CaptureBadge::CaptureBadge(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_seal(new QToolButton(this))
    , m_name(new QLabel(this))
    , m_since(new QLabel(this))
{
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_seal);
    row->addWidget(m_name);
    row->addWidget(m_since);
    m_seal->setAutoRaise(true);
    m_seal->setObjectName(QStringLiteral("seals"));
    m_seal->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_seal->hide();
    m_name->setTextFormat(Qt::PlainText);
    m_since->setObjectName(QStringLiteral("secondary"));
    connect(m_seal, &QToolButton::clicked, this, &CaptureBadge::verifyRequested);
    theme.follow(this, [this, row] {
        setFixedHeight(m_theme.px(26));
        row->setContentsMargins(0, 0, m_theme.px(12), 0);
        row->setSpacing(m_theme.px(6));
        m_name->setFont(m_theme.font(Face::Small));
        m_since->setFont(m_theme.font(Face::Small));
        m_seal->setFont(
            m_theme.font(Face::Mono)); // its number grows, and nothing beside it may jitter
        m_seal->setFixedHeight(m_theme.px(22));
        m_seal->setIconSize({m_theme.px(14), m_theme.px(14)});
        refresh();
    });
}

void CaptureBadge::setCapture(const QString &path, std::optional<core::WallTime> since,
                              quint64 seals)
{
    const bool isSame = path == m_path && seals == m_seals;
    if (path != m_path) {
        m_trust = Trust::Unknown;
        m_sentence.clear();
    }
    m_path = path;
    m_seals = seals;
    m_name->setText(QFileInfo(path).fileName());
    m_since->setText(path.isEmpty() ? QString()
                     : since        ? tr("since %1").arg(sinceText(*since))
                                    : tr("new"));
    setToolTip(path);
    setAccessibleName(tr("Capture %1 %2").arg(m_name->text(), m_since->text()));
    if (!isSame) {
        refresh();
    }
}

void CaptureBadge::setTrust(Trust trust, const QString &sentence)
{
    m_trust = trust;
    m_sentence = sentence;
    refresh();
}

/// The colour never speaks alone: the word stands beside it.
void CaptureBadge::refresh()
{
    const char *token = m_trust == Trust::Whole    ? "success"
                        : m_trust == Trust::Broken ? "danger"
                                                   : "text2";
    const QString count = m_seals == 1 ? tr("1 seal") : tr("%1 seals").arg(groupedNumber(m_seals));
    const QString words = m_trust == Trust::Whole    ? count + u", " + tr("whole")
                          : m_trust == Trust::Broken ? count + u", " + tr("broken")
                                                     : count;
    m_seal->setVisible(!m_path.isEmpty());
    m_seal->setText(words);
    m_seal->setIcon(m_theme.icons().pixmap(
        QLatin1String("seal"), m_theme.colour(QLatin1String(token)), 14, devicePixelRatioF()));
    m_seal->setAccessibleName(words);
    m_seal->setToolTip(m_sentence.isEmpty() ? tr("Verify the seals of this capture…")
                                            : m_sentence + u'\n' + tr("Verify again…"));
}

} // namespace ui
