// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/capturebadge.h"

#include "ui/models/eventtext.h"
#include "ui/theme/theme.h"

#include <QDateTime>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>

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
    , m_seal(new QLabel(this))
    , m_name(new QLabel(this))
    , m_since(new QLabel(this))
{
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_seal);
    row->addWidget(m_name);
    row->addWidget(m_since);
    m_name->setTextFormat(Qt::PlainText);
    m_since->setObjectName(QStringLiteral("secondary"));
    theme.follow(this, [this, row, &theme] {
        setFixedHeight(theme.px(26));
        row->setContentsMargins(0, 0, theme.px(12), 0);
        row->setSpacing(theme.px(6));
        m_name->setFont(theme.font(Face::Small));
        m_since->setFont(theme.font(Face::Small));
        m_seal->setPixmap(theme.icons().pixmap(
            QLatin1String("seal"), theme.colour(QLatin1String("text2")), 14, devicePixelRatioF()));
    });
}

void CaptureBadge::setCapture(const QString &path, std::optional<core::WallTime> since)
{
    m_seal->setVisible(!path.isEmpty());
    m_name->setText(QFileInfo(path).fileName());
    m_since->setText(path.isEmpty() ? QString()
                     : since        ? tr("since %1").arg(sinceText(*since))
                                    : tr("new"));
    setToolTip(path);
    setAccessibleName(tr("Capture %1 %2").arg(m_name->text(), m_since->text()));
}

} // namespace ui
