// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/problems/problemspanel.h"

#include "ui/frame/basepage.h"
#include "ui/frame/panehead.h"
#include "ui/models/eventtext.h"
#include "ui/problems/problemexplanation.h"
#include "ui/problems/problemslist.h"
#include "ui/problems/problemsmodel.h"
#include "ui/theme/theme.h"
#include "ui/verbatim/linesview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QMimeData>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ui {

ProblemsPanel::ProblemsPanel(const Theme &theme, OpenReader openReader, QWidget *parent)
    : QWidget(parent)
    , m_loader(std::move(openReader))
    , m_model(new ProblemsModel(this))
    , m_head(new PaneHead(theme, tr("Problems"), QLatin1String("refused"), this))
    , m_pages(new QStackedWidget(this))
    , m_words(new BasePage(theme, m_pages))
    , m_split(new QSplitter(m_pages))
    , m_list(new ProblemsList(*m_model, theme, m_split))
    , m_explanation(new ProblemExplanation(theme, m_split))
    , m_request(new LinesView(theme, m_split))
{
    setAccessibleName(tr("Problems"));
    m_head->addClose();
    m_request->setAccessibleName(tr("The request as it came"));
    m_split->setHandleWidth(1);
    m_split->setChildrenCollapsible(false);
    m_split->setStretchFactor(0, 40);
    m_split->setStretchFactor(1, 30);
    m_split->setStretchFactor(2, 30);
    m_pages->addWidget(m_words);
    m_pages->addWidget(m_split);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    setFocusProxy(m_list);
    theme.follow(this, [this, &theme] {
        m_list->setMinimumWidth(theme.px(280));
        m_explanation->setMinimumWidth(theme.px(240));
        m_request->setMinimumWidth(theme.px(200));
    });
    m_split->setSizes({theme.px(540), theme.px(415), theme.px(434)});

    connect(&m_loader, &ProblemsLoader::rowsRead, this, &ProblemsPanel::takeRows);
    connect(&m_loader, &ProblemsLoader::problemRead, this, &ProblemsPanel::takeProblem);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (!m_isTaking && current.isValid())
                    ask(m_model->problem(current.row()).number);
            });
    connect(m_list, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        emit placeRequested(m_model->problem(index.row()).after);
    });
    connect(m_list, &ProblemsList::leaveRequested, this, &ProblemsPanel::leaveRequested);
    connect(m_explanation, &ProblemExplanation::copyOriginalRequested, this,
            &ProblemsPanel::copyOriginal);
    connect(m_explanation, &ProblemExplanation::copyCurlRequested, this, &ProblemsPanel::copyCurl);
    updateSentence();
    updatePage();
}

// The list

void ProblemsPanel::refresh(quint64 refusalCount)
{
    if (refusalCount == m_count)
        return;
    m_count = refusalCount;
    m_problem.clear(); // worth another try
    updateSentence();
    updatePage();
    readMore();
}

void ProblemsPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    readMore();
}

void ProblemsPanel::readMore()
{
    if (!isVisible() || m_isReading || !m_problem.isEmpty() || m_model->newest() >= m_count)
        return;
    const quint64 oldest = m_count - std::min<quint64>(m_count, ProblemsModel::MaxRows) + 1;
    m_isReading = true;
    m_readUpTo = m_count;
    m_loader.readRows(std::max(m_model->newest() + 1, oldest), m_count);
}

void ProblemsPanel::takeRows(const ProblemRows &rows)
{
    m_isReading = false;
    if (!rows) {
        m_problem = QString::fromStdString(rows.error().detail);
        updateSentence();
        updatePage();
        return;
    }
    {
        // When the chosen row leaves the list, Qt would choose another.
        const QScopedValueRollback taking(m_isTaking, true);
        m_model->append(*rows);
        choose(m_asked);
    }
    if (m_asked == 0 && m_model->rowCount() > 0)
        select(m_model->newest());
    updateSentence();
    updatePage();
    if (m_model->newest() >= m_readUpTo)
        readMore(); // what came meanwhile
}

/// Chooses the row of `number`, or none.
void ProblemsPanel::choose(quint64 number)
{
    const int row = m_model->rowOf(number);
    if (row < 0) {
        m_list->selectionModel()->clear();
        return;
    }
    const QModelIndex index = m_model->index(row, 0);
    if (m_list->currentIndex().row() != row || !m_list->selectionModel()->isRowSelected(row))
        m_list->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                             QItemSelectionModel::Rows);
}

void ProblemsPanel::updateSentence()
{
    if (!m_problem.isEmpty())
        m_sentence = m_problem;
    else if (m_count == 0)
        m_sentence = tr("Nothing was refused.");
    else if (m_model->newest() == m_count)
        m_sentence = tr("%1 refused, the last at %2: %3")
                         .arg(groupedNumber(m_count),
                              timeOfDay(m_model->problem(0).received, ClockZone::Local),
                              m_model->title(m_model->problem(0)));
    else
        m_sentence = tr("%1 refused.").arg(groupedNumber(m_count));
    m_head->setSentence(m_sentence);
}

void ProblemsPanel::updatePage()
{
    const bool isEmpty = m_model->rowCount() == 0 && !m_details;
    m_words->setWords(!m_problem.isEmpty() ? m_problem
                      : m_count == 0       ? tr("Nothing was refused.")
                                           : QString());
    m_pages->setCurrentIndex(isEmpty ? 0 : 1);
}

// One refusal

void ProblemsPanel::select(quint64 number)
{
    ask(number);
    const QScopedValueRollback taking(m_isTaking, true);
    choose(number);
    if (const int row = m_model->rowOf(number); row >= 0)
        m_list->scrollTo(m_model->index(row, 0));
}

void ProblemsPanel::ask(quint64 number)
{
    if (number == m_asked && shown() == number)
        return;
    m_asked = number;
    m_loader.readProblem(number, m_isRedacted);
}

void ProblemsPanel::setRedacted(bool redacted)
{
    if (m_isRedacted == redacted)
        return;
    m_isRedacted = redacted;
    m_model->setRedacted(redacted);
    updateSentence();
    if (m_asked == 0)
        return;
    showWords({}); // nothing of before stays to be seen
    m_loader.readProblem(m_asked, m_isRedacted);
}

void ProblemsPanel::takeProblem(quint64 number, const ProblemResult &result)
{
    if (!result)
        showWords(QString::fromStdString(result.error().detail));
    else if (!*result)
        showWords(tr("Refusal %1 is not in this capture.").arg(groupedNumber(number)));
    else
        showProblem(*result);
    updatePage();
}

void ProblemsPanel::showWords(const QString &words)
{
    m_details.reset();
    m_explanation->setWords(words);
    m_request->setSource(nullptr);
    emit shownChanged(0);
}

void ProblemsPanel::showProblem(std::shared_ptr<const ProblemDetails> details)
{
    m_details = std::move(details);
    m_explanation->setDetails(m_details);
    const bool hasBytes = m_details->original && !m_details->original->empty();
    m_request->setSource(hasBytes ? m_details->lines : nullptr,
                         m_details->original ? tr("No byte of it was read.") : m_details->kept);
    m_request->setOffendingPlace(m_details->place);
    emit shownChanged(m_details->number);
}

void ProblemsPanel::copyOriginal()
{
    if (!m_details || !m_details->original)
        return;
    const std::string &bytes = *m_details->original;
    auto *mime = new QMimeData;
    mime->setText(QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size())));
    // For whoever wants every byte, also of what is no text.
    mime->setData(QStringLiteral("application/octet-stream"), QByteArray::fromStdString(bytes));
    QGuiApplication::clipboard()->setMimeData(mime);
    emit copied(tr("The request is on the clipboard."));
}

void ProblemsPanel::copyCurl()
{
    if (!m_details || !m_details->curl)
        return;
    QGuiApplication::clipboard()->setText(*m_details->curl);
    emit copied(tr("A curl command is on the clipboard."));
}

void ProblemsPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit leaveRequested();
    else
        QWidget::keyPressEvent(event);
}

} // namespace ui
