// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/verify/verifydialog.h"

#include "ui/frame/codebox.h"
#include "ui/jobs/job.h"
#include "ui/jobs/jobwords.h"
#include "ui/models/eventtext.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int LookTime = 250; ///< milliseconds
constexpr int Steps = 1000;

/// Nothing: empty, so there is nothing to compare with.
core::Result<std::optional<core::NotedHead>> notedHead(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty()) {
        return std::optional<core::NotedHead>();
    }
    const auto head = core::NotedHead::parse(trimmed.toStdString());
    if (!head) {
        return tl::unexpected(head.error());
    }
    return std::optional(*head);
}

} // namespace

VerifyDialog::VerifyDialog(const std::filesystem::path &file, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_file(file)
    , m_sentence(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_numbers(new QLabel(this))
    , m_note(new Note(theme, this))
    , m_explanation(new QLabel(this))
    , m_headCaption(new QLabel(tr("Head"), this))
    , m_head(new CodeBox(theme, tr("Copy the head"), this))
    , m_noted(new QLineEdit(this))
    , m_notedProblem(new QLabel(this))
    , m_verify(new QPushButton(this))
{
    setWindowTitle(tr("Verify %1").arg(oneLine(file.filename().string())));
    setAttribute(Qt::WA_DeleteOnClose);
    m_bar->setRange(0, Steps);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(windowTitle());
    m_explanation->setTextFormat(Qt::PlainText);
    m_explanation->setWordWrap(true);
    m_explanation->setObjectName(QStringLiteral("secondary"));
    m_explanation->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_noted->setAccessibleName(tr("A head that you noted earlier"));
    m_noted->setPlaceholderText(QStringLiteral("HASH:N"));
    m_noted->setClearButtonEnabled(true);
    m_notedProblem->setObjectName(QStringLiteral("secondary"));
    m_notedProblem->setTextFormat(Qt::PlainText);
    m_notedProblem->setWordWrap(true);
    m_verify->setProperty("primary", true);
    m_verify->setDefault(true);

    auto *progress = new QHBoxLayout;
    progress->addWidget(m_bar, 1);
    progress->addWidget(m_numbers);
    auto *notedCaption = new QLabel(tr("Compare with a head that you &noted earlier"), this);
    notedCaption->setBuddy(m_noted);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_verify, QDialogButtonBox::ActionRole);
    buttons->addButton(QDialogButtonBox::Close);
    auto *rows = new QVBoxLayout(this);
    rows->addWidget(m_sentence);
    rows->addLayout(progress);
    rows->addWidget(m_note);
    rows->addWidget(m_explanation, 1);
    rows->addWidget(m_headCaption);
    rows->addWidget(m_head);
    rows->addWidget(notedCaption);
    rows->addWidget(m_noted);
    rows->addWidget(m_notedProblem);
    rows->addWidget(buttons);
    theme.follow(this, [this, rows, &theme] {
        rows->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(12));
        rows->setSpacing(theme.px(8));
        m_numbers->setFont(theme.font(Face::Small));
        m_numbers->setFixedWidth(theme.px(104));
        m_noted->setFont(theme.font(Face::Mono));
        m_verify->setMinimumWidth(theme.px(150)); // for the longest of its words
        m_explanation->setMinimumHeight(theme.px(56));
        m_notedProblem->setMinimumHeight(theme.px(20));
        resize(theme.px(680), theme.px(380));
    });

    connect(m_noted, &QLineEdit::textChanged, this, &VerifyDialog::judge);
    connect(m_verify, &QPushButton::clicked, this, [this] { m_job ? cancel() : start(); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_note, &Note::actionTriggered, this, [this] {
        if (m_words && m_words->first) {
            emit eventsRequested(m_words->first, m_words->last);
        }
    });
    connect(&m_timer, &QTimer::timeout, this, &VerifyDialog::look);
    start();
}

VerifyDialog::~VerifyDialog() = default;

void VerifyDialog::start()
{
    const auto noted = notedHead(m_noted->text());
    if (!noted) {
        return;
    }
    m_words.reset();
    m_sentence->setText(tr("Computing every seal anew…"));
    m_bar->setValue(0);
    m_numbers->clear();
    m_job = std::make_unique<Job>(
        windowTitle(), [this, file = m_file, noted = *noted](Job::Control &control) -> Job::End {
            core::VerifyOptions options;
            options.head = noted;
            options.progress = [&control](std::uint64_t done, std::uint64_t total) {
                return control.step(done, total);
            };
            const Verification verification = core::verifyCapture(file, options);
            return [this, verification, noted] {
                if (m_job->isCancelled()) {
                    m_sentence->setText(tr("Not verified: you cancelled it."));
                } else {
                    say(verifyWords(verification, noted));
                }
            };
        });
    connect(m_job.get(), &Job::finished, this, [this] {
        m_job.release()->deleteLater();
        m_timer.stop();
        judge();
    });
    m_timer.start(LookTime);
    judge();
}

void VerifyDialog::cancel()
{
    m_job->cancel();
    m_verify->setEnabled(false);
}

void VerifyDialog::look()
{
    const Job::Progress progress = m_job->progress();
    const QString percent = percentText(progress);
    const QString left = timeLeftText(progress, m_job->elapsed());
    m_numbers->setText(left.isEmpty() ? percent : percent + u" · " + left);
    if (progress.total > 0) {
        m_bar->setValue(int(double(progress.done) / double(progress.total) * Steps));
    }
}

void VerifyDialog::say(const VerifyWords &words)
{
    m_words = words;
    m_note->say(words.severity, words.strong, QString(),
                words.first ? tr("Show its events") : QString());
    m_explanation->setText(
        !words.first ? words.sentence
        : words.first == words.last
            ? words.sentence + u' ' + tr("Event %1 is in it.").arg(groupedNumber(words.first.value))
            : words.sentence + u' ' +
                  tr("Events %1 to %2 are in it.")
                      .arg(groupedNumber(words.first.value), groupedNumber(words.last.value)));
    m_head->setCode(words.head);
    emit verified(words);
}

/// Which parts are there: progress, or what came of it.
void VerifyDialog::judge()
{
    const bool isBusy = m_job != nullptr;
    const auto noted = notedHead(m_noted->text());
    m_notedProblem->setText(noted ? QString() : oneLine(noted.error().detail));
    m_sentence->setVisible(!m_words);
    m_bar->setVisible(isBusy);
    m_numbers->setVisible(isBusy);
    m_note->setVisible(!isBusy && m_words);
    m_explanation->setVisible(true);
    if (!m_words) {
        m_explanation->clear();
    }
    const bool hasHead = m_words && !m_words->head.isEmpty();
    m_headCaption->setVisible(hasHead);
    m_head->setVisible(hasHead);
    m_noted->setEnabled(!isBusy);
    m_verify->setText(isBusy                                ? tr("Cancel")
                      : m_noted->text().trimmed().isEmpty() ? tr("Verify again")
                                                            : tr("Verify and compare"));
    m_verify->setEnabled(isBusy ? !m_job->isCancelled() : noted.has_value());
}

} // namespace ui
