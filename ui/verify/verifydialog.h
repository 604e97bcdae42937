// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/verify/verifywords.h"

#include <QDialog>
#include <QTimer>

#include <filesystem>
#include <memory>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace ui {

class CodeBox;
class Job;
class Note;
class Theme;

/// Verifies the seals of one capture, which may be written all the while, and says what came of it. Not modal: what it
/// leads to is in the window.
class VerifyDialog : public QDialog {
    Q_OBJECT
public:
    /// Begins at once.
    VerifyDialog(const std::filesystem::path &file, const Theme &theme, QWidget *parent = nullptr);
    ~VerifyDialog() override;

    /// As it was said; null while it goes on.
    const VerifyWords *words() const { return m_words ? &*m_words : nullptr; }

signals:
    void verified(const ui::VerifyWords &words);
    void eventsRequested(core::EventSequence first, core::EventSequence last);

private:
    void start();
    void cancel();
    void look();
    void say(const VerifyWords &words);
    void judge();

    const std::filesystem::path m_file;
    QLabel *m_sentence;
    QProgressBar *m_bar;
    QLabel *m_numbers;
    Note *m_note;
    QLabel *m_explanation;
    QLabel *m_headCaption;
    CodeBox *m_head;
    QLineEdit *m_noted;
    QLabel *m_notedProblem;
    QPushButton *m_verify; ///< or cancel, while it goes on
    QTimer m_timer;
    std::optional<VerifyWords> m_words;
    std::unique_ptr<Job> m_job; ///< last: ends first
};

} // namespace ui
