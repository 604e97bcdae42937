// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connections/websocketdialog.h"

#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace ui {

WebSocketDialog::WebSocketDialog(const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_url(new QLineEdit(this))
    , m_firstMessage(new QLineEdit(this))
    , m_cloudEvents(new QCheckBox(tr("Ask for CloudEvents (subprotocols cloudevents.json, .avro, .proto)"), this))
    , m_problem(new QLabel(this))
    , m_add(new QPushButton(tr("Add"), this))
{
    setWindowTitle(tr("Add a WebSocket connection"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_url->setPlaceholderText(QStringLiteral("wss://example.com/stream"));
    m_url->setAccessibleName(tr("URL"));
    m_firstMessage->setPlaceholderText(tr("nothing is sent"));
    m_firstMessage->setAccessibleName(tr("First message"));
    m_problem->setObjectName(QStringLiteral("secondary"));
    m_problem->setWordWrap(true);
    m_add->setProperty("primary", true);
    m_add->setDefault(true);

    auto *form = new QFormLayout(this);
    form->addRow(tr("URL"), m_url);
    form->addRow(tr("First message"), m_firstMessage);
    form->addRow(QString(), m_cloudEvents);
    form->addRow(m_problem);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_add, QDialogButtonBox::AcceptRole);
    buttons->addButton(QDialogButtonBox::Cancel);
    form->addRow(buttons);
    theme.follow(this, [this, form, &theme] {
        m_url->setFont(theme.font(Face::Mono));
        m_firstMessage->setFont(theme.font(Face::Mono));
        form->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(12));
        form->setVerticalSpacing(theme.px(8));
        setMinimumWidth(theme.px(520));
        m_problem->setMinimumHeight(theme.px(34)); // two lines, so that the dialog never jumps
    });
    connect(m_url, &QLineEdit::textChanged, this, &WebSocketDialog::judge);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        emit chosen(options());
        accept();
    });
    judge();
}

core::WebSocketOptions WebSocketDialog::options() const
{
    core::WebSocketOptions options;
    options.url = m_url->text().trimmed().toStdString();
    if (!m_firstMessage->text().isEmpty()) {
        options.firstMessage = m_firstMessage->text().toStdString();
    }
    options.cloudEvents = m_cloudEvents->isChecked();
    return options;
}

void WebSocketDialog::judge()
{
    const auto checked = core::checkWebSocketUrl(options().url);
    m_add->setEnabled(checked.has_value());
    if (m_url->text().isEmpty()) {
        m_problem->setText(tr("Each message becomes an event. If the connection is lost, it is "
                              "tried again with growing pauses."));
    } else if (!checked) {
        m_problem->setText(QString::fromStdString(checked.error().detail));
    } else {
        m_problem->clear();
    }
}

} // namespace ui
