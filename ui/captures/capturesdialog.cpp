// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/captures/capturesdialog.h"

#include "ui/frame/smalltable.h"
#include "ui/jobs/job.h"
#include "ui/models/eventtext.h"
#include "ui/models/filetext.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui {

namespace {

QString nameOf(const core::CaptureSummary &capture)
{
    return oneLine(capture.file.filename().string());
}

} // namespace

CapturesDialog::CapturesDialog(const std::filesystem::path &folder,
                               const std::filesystem::path &shown, const Theme &theme,
                               QWidget *parent)
    : QDialog(parent)
    , m_folder(folder)
    , m_shown(shown)
    , m_sentence(new QLabel(this))
    , m_table(new SmallTable(m_model, {0, 76, 92, 136, 136, 104}, theme, this))
    , m_delete(new QPushButton(tr("&Delete…"), this))
    , m_open(new QPushButton(tr("&Open"), this))
{
    setWindowTitle(tr("Your captures"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_sentence->setObjectName(QStringLiteral("secondary"));
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_table->setAccessibleName(tr("Your captures"));
    m_open->setProperty("primary", true);
    m_open->setDefault(true);
    m_delete->setAutoDefault(false);

    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_delete, QDialogButtonBox::ResetRole);
    buttons->addButton(m_open, QDialogButtonBox::AcceptRole);
    buttons->addButton(QDialogButtonBox::Close);
    auto *rows = new QVBoxLayout(this);
    rows->addWidget(m_sentence);
    rows->addWidget(m_table, 1);
    rows->addWidget(buttons);
    theme.follow(this, [this, rows, &theme] {
        rows->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(12));
        rows->setSpacing(theme.px(10));
        resize(theme.px(820), theme.px(400));
    });

    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &CapturesDialog::judge);
    connect(m_table, &QTableView::activated, this, &CapturesDialog::openCurrent);
    connect(m_open, &QPushButton::clicked, this, &CapturesDialog::openCurrent);
    connect(m_delete, &QPushButton::clicked, this, &CapturesDialog::askToDelete);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_sentence->setText(tr("Looking…"));
    m_table->setFocus();
    judge();
    reload();
}

CapturesDialog::~CapturesDialog()
{
    delete m_job;
}

/// One thing at a time, away from the GUI thread: captures may lie on a slow disk.
void CapturesDialog::run(std::function<std::function<void()>()> work)
{
    if (m_job) {
        m_job->deleteLater(); // not now: this may be its end that runs
    }
    m_job = new Job(
        windowTitle(), [work = std::move(work)](Job::Control &) { return work(); }, this);
    connect(m_job, &Job::finished, m_job, &QObject::deleteLater);
}

void CapturesDialog::reload()
{
    run([this, folder = m_folder] {
        std::vector<core::CaptureSummary> captures;
        for (const std::filesystem::path &file : core::capturesIn(folder)) {
            captures.push_back(core::summarizeCapture(file));
        }
        // What was used last comes first.
        std::stable_sort(captures.begin(), captures.end(),
                         [](const auto &a, const auto &b) { return a.last > b.last; });
        return [this, captures] {
            const int row = m_table->currentRow();
            m_model.setCaptures(captures, m_shown);
            m_table->selectRow(std::clamp(row, 0, std::max(0, m_model.rowCount() - 1)));
            QString folderName = fileText(m_folder);
            if (folderName.startsWith(QDir::homePath() + u'/')) {
                folderName.replace(0, QDir::homePath().size(), u'~');
            }
            m_sentence->setText(
                m_model.rowCount() == 0
                    ? tr("There are no captures in %1.").arg(folderName)
                    : tr("Events that came while no capture was named are kept in %1: %n captures, "
                         "%2. Each stays until you delete it.",
                         nullptr, m_model.rowCount())
                          .arg(folderName, byteSize(m_model.bytes())));
            judge();
        };
    });
}

void CapturesDialog::judge()
{
    const int row = m_table->currentRow();
    const bool isOne = row >= 0 && row < m_model.rowCount();
    const bool isFree = isOne && !m_model.isShown(row) && !m_model.capture(row).isTaken;
    m_open->setEnabled(isOne && !m_model.isShown(row));
    m_delete->setEnabled(isFree);
    m_delete->setToolTip(isOne && !isFree ? tr("It is in use, so it stays.") : QString());
}

void CapturesDialog::openCurrent()
{
    if (m_open->isEnabled()) {
        emit openRequested(m_model.capture(m_table->currentRow()).file);
        accept();
    }
}

void CapturesDialog::askToDelete()
{
    const core::CaptureSummary capture = m_model.capture(m_table->currentRow());
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::Warning);
    box->setWindowTitle(tr("Delete a capture"));
    box->setText(tr("Delete %1?").arg(nameOf(capture)));
    box->setInformativeText(tr("Its %1 events (%2) are gone for good.")
                                .arg(groupedNumber(capture.events), byteSize(capture.bytes)));
    QPushButton *yes = box->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(yes, &QPushButton::clicked, this, [this, file = capture.file] { remove(file); });
    box->open();
}

void CapturesDialog::remove(const std::filesystem::path &file)
{
    run([this, file]() -> std::function<void()> {
        const auto removed = core::removeCapture(file);
        return [this, removed] {
            if (removed) {
                reload();
            } else {
                m_sentence->setText(oneLine(removed.error().detail));
            }
        };
    });
}

} // namespace ui
