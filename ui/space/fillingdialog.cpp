// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/space/fillingdialog.h"

#include "ui/frame/segments.h"
#include "ui/frame/smalltable.h"
#include "ui/jobs/job.h"
#include "ui/models/eventtext.h"
#include "ui/models/standin.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace ui {

namespace {

constexpr core::ValueCode MostNumbered = 4096;

} // namespace

FillingDialog::FillingDialog(const core::Columns &columns, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_columns(columns)
    , m_sentence(new QLabel(tr("Adding up…"), this))
    , m_segments(
          new Segments(theme, tr("What fills this capture, by"), {tr("Source"), tr("Type")}, this))
    , m_table(new SmallTable(m_model, {0, 92, 76, 104}, theme, this))
    , m_rest(new QLabel(this))
    , m_leaveOut(new QPushButton(tr("&Leave out from now on…"), this))
    , m_filter(new QPushButton(tr("&Show only these"), this))
{
    setWindowTitle(tr("What fills this capture"));
    setAttribute(Qt::WA_DeleteOnClose);
    for (QLabel *label : {m_sentence, m_rest}) {
        label->setTextFormat(Qt::PlainText);
        label->setObjectName(QStringLiteral("secondary"));
    }
    m_table->setAccessibleName(windowTitle());
    m_filter->setProperty("primary", true);
    m_filter->setDefault(true);
    m_leaveOut->setAutoDefault(false);

    auto *head = new QHBoxLayout;
    head->addWidget(m_sentence, 1);
    head->addWidget(m_segments);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_leaveOut, QDialogButtonBox::ResetRole);
    buttons->addButton(m_filter, QDialogButtonBox::AcceptRole);
    buttons->addButton(QDialogButtonBox::Close);
    auto *rows = new QVBoxLayout(this);
    rows->addLayout(head);
    rows->addWidget(m_table, 1);
    rows->addWidget(m_rest);
    rows->addWidget(buttons);
    theme.follow(this, [this, rows, &theme] {
        rows->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(12));
        rows->setSpacing(theme.px(10));
        resize(theme.px(720), theme.px(440));
    });

    connect(m_segments, &Segments::chosenByUser, this, &FillingDialog::showFound);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &FillingDialog::judge);
    connect(m_leaveOut, &QPushButton::clicked, this,
            [this] { emit leaveOutRequested(isBySource(), chosenText()); });
    const auto filter = [this] {
        if (chosenValue()) {
            emit filterRequested(isBySource(), chosenText());
            accept();
        }
    };
    connect(m_filter, &QPushButton::clicked, this, filter);
    connect(m_table, &QTableView::activated, this, filter);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_table->setFocus();
    judge();
    m_job =
        std::make_unique<Job>(windowTitle(), [this, &columns](Job::Control &control) -> Job::End {
            const auto found = core::largestValues(
                columns, Rows, [&control](std::uint64_t done, std::uint64_t total) {
                    return control.step(done, total);
                });
            return [this, found] {
                m_found = found;
                showFound();
            };
        });
}

FillingDialog::~FillingDialog() = default;

bool FillingDialog::isBySource() const
{
    return m_segments->chosen() == 0;
}

void FillingDialog::showFound()
{
    if (!m_found) {
        return;
    }
    const bool bySource = isBySource();
    const auto &values = bySource ? m_found->sources : m_found->types;
    const std::size_t all = bySource ? m_found->allSources : m_found->allTypes;
    m_model.setValues(values, m_found->bytes, standIns(values));
    if (!values.empty()) {
        m_table->selectRow(0);
    }
    m_sentence->setText(tr("%1 of data in %2 events.")
                            .arg(byteSize(m_found->bytes), groupedNumber(m_found->events)));
    m_rest->setText(all > values.size() ? tr("%1 more…").arg(groupedNumber(all - values.size()))
                                        : QString());
    judge();
}

void FillingDialog::setRedaction(core::Redaction redaction)
{
    m_redaction = std::move(redaction);
    showFound();
}

/// With the numbers of the values that came first, which are those that the facets list.
QStringList FillingDialog::standIns(const std::vector<core::ValueSize> &values) const
{
    const std::string_view attribute = isBySource() ? "source" : "type";
    if (!m_redaction.isAbout(attribute)) {
        return {};
    }
    const core::Dictionary &dictionary = isBySource() ? m_columns.sources : m_columns.types;
    const core::ValueCode end = std::min<core::ValueCode>(dictionary.end(), MostNumbered);
    std::unordered_map<std::string_view, core::ValueCode> codes;
    for (core::ValueCode code = core::FirstCode; code < end; ++code) {
        codes.emplace(dictionary.text(code), code);
    }
    QStringList names;
    for (const core::ValueSize &value : values) {
        const auto found = value.value ? codes.find(*value.value) : codes.end();
        names << *standIn(m_redaction, attribute,
                          found == codes.end() ? core::OtherCode : found->second);
    }
    return names;
}

void FillingDialog::judge()
{
    const bool isOne = chosenValue();
    m_leaveOut->setEnabled(isOne);
    m_filter->setEnabled(isOne);
}

/// Null: none, or what stands for many.
const core::ValueSize *FillingDialog::chosenValue() const
{
    const int row = m_table->currentRow();
    if (row < 0 || row >= m_model.rowCount() || !m_model.value(row).value) {
        return nullptr;
    }
    return &m_model.value(row);
}

QString FillingDialog::chosenText() const
{
    return QString::fromStdString(*chosenValue()->value);
}

} // namespace ui
