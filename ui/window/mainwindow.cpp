// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/mainwindow.h"

#include "core/ring/ringname.h"

#include "ui/connections/connectionspanel.h"
#include "ui/connections/websocketdialog.h"
#include "ui/eventtable/eventtableview.h"
#include "ui/facets/facetpanel.h"
#include "ui/filterbar/filterbar.h"
#include "ui/filterbar/filterfield.h"
#include "ui/filterbar/filterstrip.h"
#include "ui/firststart/firststartpage.h"
#include "ui/frame/note.h"
#include "ui/frame/toast.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/models/eventtext.h"
#include "ui/models/filetext.h"
#include "ui/problems/problemspanel.h"
#include "ui/ratechart/ratechartpanel.h"
#include "ui/redaction/viewredaction.h"
#include "ui/statusline/statusline.h"
#include "ui/window/aboutbox.h"
#include "ui/window/capturebadge.h"
#include "ui/window/capturedialogs.h"
#include "ui/window/capturefiles.h"
#include "ui/window/captureview.h"
#include "ui/window/colourorders.h"
#include "ui/window/droppedfile.h"
#include "ui/window/lookorders.h"
#include "ui/window/panefocus.h"
#include "ui/window/recentmenu.h"
#include "ui/window/ringmenu.h"
#include "ui/window/searchorders.h"
#include "ui/window/shortcutsdialog.h"
#include "ui/window/viewmarks.h"
#include "ui/window/viewcolumns.h"
#include "ui/window/vieworders.h"
#include "ui/window/windowdocks.h"
#include "ui/window/windowpanels.h"
#include "ui/window/windowtools.h"

#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QMenuBar>
#include <QMimeData>
#include <QScreen>

#include <algorithm>
#include <utility>

namespace ui {

namespace {

constexpr int NumbersTime = 250; // look.md §10: the status line and the docks at 4 Hz
constexpr QSize FirstSize(1440, 900);
constexpr QSize SmallestSize(960, 600);
constexpr QSize FrameSize(4, 40); // not known before the window is on the screen

QStringList texts(const std::vector<std::string> &strings)
{
    QStringList list;
    for (const std::string &string : strings) {
        list.append(QString::fromStdString(string));
    }
    return list;
}

} // namespace

MainWindow::MainWindow(Theme &theme, ViewRedaction &redaction, Setup setup, QWidget *parent)
    : QMainWindow(parent)
    , m_theme(theme)
    , m_redaction(redaction)
    , m_setup(std::move(setup))
    , m_recent(m_setup.state.recent)
    , m_filters(m_setup.state.filters)
    , m_actions(theme, this)
    , m_opener(m_setup.start)
    , m_viewState(m_setup.state.view)
    , m_notes(m_setup.wantedPort)
    , m_badge(new CaptureBadge(theme, this))
    , m_status(new StatusLine(theme, this))
    , m_orders(new ViewOrders(m_actions, this))
    , m_colours(new ColourOrders(m_setup.state.colourRules, m_setup.state.typeColours, theme, this))
    , m_files(new CaptureFiles(this))
    , m_dialogs(new CaptureDialogs(redaction, theme, this))
    , m_tools(new WindowTools(m_actions, m_filters, theme, this))
    , m_search(new SearchOrders(m_actions, *m_tools->search(), this))
    , m_docks(new WindowDocks(theme, m_setup.state.dockHeight, this))
    , m_panels(new WindowPanels(m_actions, *m_docks, theme, this))
{
    setWindowTitle(QStringLiteral("Eventscope"));
    setContextMenuPolicy(Qt::NoContextMenu); // the tool bar and the docks are switched in the menu
    setAcceptDrops(true);
    setDockOptions(QMainWindow::AllowTabbedDocks);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    m_actions.fill(menuBar());
    menuBar()->setCornerWidget(m_badge);
    addToolBar(m_tools);
    addToolBarBreak();
    addToolBar(m_tools->filterRow());
    connectPanels();
    setStatusBar(m_status);
    m_status->addSwitch(m_actions.follow);
    m_status->addSwitch(m_actions.problems);
    m_status->addSwitch(m_actions.connections);
    connectActions();
    new LookOrders(m_actions, theme, this);
    connectFiles();
    connect(&m_opener, &CaptureOpener::opened, this, &MainWindow::takeOpened);
    connect(&m_opener, &CaptureOpener::looked, this, &MainWindow::takeLooked);
    connect(&m_timer, &QTimer::timeout, this, &MainWindow::tick);
    connect(&redaction, &ViewRedaction::changed, this, &MainWindow::redact);
    redact();
    m_theme.follow(this,
                   [this] { setMinimumSize(SmallestSize * std::min(m_theme.scale(), 1.25)); });
    if (!restoreGeometry(m_setup.state.geometry)) {
        resize(FirstSize.boundedTo(screen()->availableSize() - FrameSize));
    }
    restoreState(m_setup.state.docks, WindowState::Version);
    m_tools->fitRow();
    showWords({});
    tick();
}

MainWindow::~MainWindow()
{
    m_files->setLog(nullptr); // what reads or fills it ends before it is closed
    dropView();
    m_monitor.reset();
}

void MainWindow::connectPanels()
{
    connect(m_panels, &WindowPanels::addConnectionRequested, this, &MainWindow::addWebSocket);
    connect(m_panels, &WindowPanels::copied, this,
            [this](const QString &sentence) { m_view->toast()->say(sentence); });
    connect(m_panels, &WindowPanels::leaveRequested, this, [this] { m_view->table()->setFocus(); });
    connect(m_panels, &WindowPanels::placeRequested, this,
            [this](core::EventSequence after) { m_view->table()->select(after); });
    connect(m_tools->filter(), &FilterBar::filterChosen, this,
            [this](const core::EventFilter &filter) {
                if (m_view) {
                    m_view->setFilter(filter);
                }
            });
    m_tools->filter()->setEnabled(false); // until there is a capture
    connect(m_tools->filter(), &FilterBar::leaveRequested, this, [this] {
        if (m_view) {
            m_view->table()->setFocus();
        }
    });
    connect(m_status, &StatusLine::refusedActivated, m_panels, &WindowPanels::showRefused);
}

void MainWindow::connectActions()
{
    const WindowActions &on = m_actions;
    connect(on.close, &QAction::triggered, this, &QWidget::close);
    connect(on.quit, &QAction::triggered, this, &QWidget::close);
    connect(on.webSocket, &QAction::triggered, this, &MainWindow::addWebSocket);
    connect(on.demo, &QAction::triggered, this, &MainWindow::toggleDemo);
    connect(on.shortcuts, &QAction::triggered, this,
            [this] { (new ShortcutsDialog(m_theme, QWidget::actions(), this))->open(); });
    connect(on.about, &QAction::triggered, this, [this] { showAbout(this); });
    connect(on.redacted, &QAction::triggered, this, [this](bool wanted) {
        if (wanted && m_redaction.state().rules.isEmpty()) {
            m_dialogs->showRedactionRules(true);
        } else {
            m_redaction.setOn(wanted);
        }
        redact(); // the action says what is, not what was asked for
    });
    connect(on.redactionRules, &QAction::triggered, m_dialogs,
            [this] { m_dialogs->showRedactionRules(); });
    connect(on.colourRules, &QAction::triggered, m_colours, &ColourOrders::showRules);
    connect(on.nextPane, &QAction::triggered, this, [this] { movePane(1); });
    connect(on.previousPane, &QAction::triggered, this, [this] { movePane(-1); });
}

void MainWindow::connectFiles()
{
    connect(m_actions.newCapture, &QAction::triggered, m_files, &CaptureFiles::chooseNew);
    connect(m_actions.openCapture, &QAction::triggered, m_files, &CaptureFiles::chooseOpen);
    connect(m_actions.saveCopy, &QAction::triggered, m_files, &CaptureFiles::chooseCopy);
    connect(m_actions.saveReadablePart, &QAction::triggered, m_files,
            &CaptureFiles::chooseReadablePart);
    connect(m_actions.captures, &QAction::triggered, m_dialogs,
            [this] { m_dialogs->showCaptures(m_setup.ownFolder); });
    connect(m_actions.filling, &QAction::triggered, m_dialogs, &CaptureDialogs::showFilling);
    connect(m_actions.importEvents, &QAction::triggered, m_files, &CaptureFiles::chooseImport);
    connect(m_actions.exportEvents, &QAction::triggered, m_dialogs, &CaptureDialogs::showExport);
    connect(m_actions.limits, &QAction::triggered, m_dialogs, &CaptureDialogs::showLimits);
    connect(m_actions.verify, &QAction::triggered, m_dialogs, &CaptureDialogs::verify);
    connect(m_badge, &CaptureBadge::verifyRequested, m_dialogs, &CaptureDialogs::verify);
    connect(m_status, &StatusLine::limitsActivated, m_dialogs, &CaptureDialogs::showLimits);
    connect(m_dialogs, &CaptureDialogs::openRequested, this, &MainWindow::open);
    connect(m_dialogs, &CaptureDialogs::verified, m_badge, [this](const VerifyWords &words) {
        m_badge->setTrust(words.severity == Note::Severity::Danger ? CaptureBadge::Trust::Broken
                                                                   : CaptureBadge::Trust::Whole,
                          words.strong);
    });
    connect(m_dialogs, &CaptureDialogs::rulesChanged, this,
            [this](const core::CaptureRules &before) {
                m_view->toast()->say(tr("Changed the limits of this capture."), [this, before] {
                    if (m_monitor) {
                        m_monitor->ring().current()->setRules(before);
                    }
                });
                tick();
            });
    connect(m_dialogs, &CaptureDialogs::exportRequested, m_files, &CaptureFiles::chooseExport);
    connect(m_files, &CaptureFiles::done, this,
            [this](const QString &sentence) { m_view->toast()->say(sentence); });
    m_actions.captures->setVisible(!m_setup.ownFolder.empty());
    connect(m_actions.recent, &RecentMenu::chosen, this,
            [this](const QString &file) { open(filePath(file)); });
    connect(m_actions.ring, &RingMenu::chosen, this,
            [this](const QString &file) { showFile(filePath(file)); });
    connect(m_actions.recent, &RecentMenu::clearRequested, this, [this] {
        m_recent.clear();
        tick();
    });
    connect(m_files, &CaptureFiles::openRequested, this, &MainWindow::open);
    connect(m_files, &CaptureFiles::jobChanged, m_status, &StatusLine::setJob);
    connect(m_files, &CaptureFiles::failed, this, [this](const QString &sentence) {
        m_notes.setProblem(sentence);
        tick();
    });
    connect(m_files, &CaptureFiles::saved, this,
            [this](const QString &sentence, const std::filesystem::path &copy) {
                m_recent = withRecent(m_recent, fileText(copy));
                m_view->toast()->say(sentence, tr("Open it"), [this, copy] { open(copy); });
            });
}

void MainWindow::open(const std::filesystem::path &file)
{
    if (m_opener.isBusy()) {
        return;
    }
    m_files->setLog(nullptr); // what reads it ends before it is closed
    dropView();
    m_notes.setProblem({});
    showWords(file.empty() ? tr("Opening your capture…")
                           : tr("Opening %1…").arg(fileText(file.filename())));
    m_opener.open(std::move(m_monitor), file);
}

void MainWindow::takeOpened(const std::shared_ptr<OpenedCapture> &opened)
{
    m_notes.setProblem(opened->problem ? oneLine(opened->problem->detail) : m_redaction.problem());
    m_monitor = std::move(opened->monitor);
    if (!m_monitor) {
        showWords(m_notes.problem());
        tick();
        return;
    }
    m_ringWatch = {};
    m_files->setLog(&m_monitor->log());
    m_notes.begin(*m_monitor);
    m_recent = withRecent(m_recent, fileText(std::filesystem::absolute(m_monitor->log().file())));
    m_tools->setAddresses(texts(m_monitor->addresses()));
    makeView();
    if (m_view->isFirstStart()) {
        m_view->firstStart()->setFocus();
    } else {
        m_view->table()->setFocus();
    }
    tick();
    emit captureShown();
}

/// Of the file that the monitor looks at.
void MainWindow::makeView()
{
    const QSize size = centralWidget() ? centralWidget()->size() : QSize();
    m_view = new CaptureView(*m_monitor, m_redaction, m_theme, this);
    m_view->resize(size);
    m_view->restore(m_viewState);
    setCentralWidget(m_view); // deletes the words that stood there
    connectView();
    QMetaObject::invokeMethod(m_docks, &WindowDocks::fit, Qt::QueuedConnection);
    m_dialogs->setCapture(m_monitor.get(), m_view);
    setWindowTitle(fileText(m_monitor->log().file().filename()) + QStringLiteral(" — Eventscope"));
}

/// Follows a ring from file to file, unless a person is reading: then a note says where it goes on.
void MainWindow::lookAtRing()
{
    const bool isReading = m_view->isPaused() || !m_view->table()->isFollowing() ||
                           m_tools->filter()->field()->hasFocus() || m_dialogs->isAnyOpen() ||
                           m_opener.isBusy() || m_monitor->log().isReadOnly();
    const bool goesOn = m_monitor->hasGoneOn() && !isReading;
    if (goesOn) {
        showLog(m_monitor->ring().current());
    }
    const QString sentence = m_ringWatch.look(m_monitor->ring().takeNews(), goesOn);
    m_dialogs->setRemoved(m_ringWatch.removedFiles(), m_ringWatch.removedEvents());
    if (!sentence.isEmpty()) {
        m_view->toast()->say(sentence);
    }
}

/// Another file of the ring. The newest is written on; where nothing is received it is opened as any other capture.
void MainWindow::showFile(const std::filesystem::path &file)
{
    if (!m_monitor || !m_view || m_opener.isBusy() || file == m_monitor->log().file()) {
        return;
    }
    if (m_monitor->isReadOnly()) {
        open(file);
    } else if (const core::CaptureRing::Part newest = m_monitor->ring().currentPart();
               file == newest.file) {
        showLog(newest.log);
        tick();
    } else {
        m_opener.look(file);
    }
}

void MainWindow::takeLooked(const std::shared_ptr<OpenedLog> &opened)
{
    if (!m_monitor || !m_view) {
        return;
    }
    if (opened->log) {
        showLog(std::move(opened->log));
    } else {
        m_notes.setProblem(oneLine(opened->problem->detail));
    }
    tick();
}

/// The view begins anew with what it was asked to show.
void MainWindow::showLog(std::shared_ptr<core::EventLog> log)
{
    const core::EventFilter filter = m_view->filter();
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    dropView();
    // The ring itself closes what it has written.
    if (auto before = m_monitor->lookAt(std::move(log)); before->isReadOnly()) {
        m_opener.letGo(std::move(before));
    }
    m_files->goOn(&m_monitor->log());
    m_notes.begin(*m_monitor);
    makeView();
    m_view->setFilter(filter);
    if (hadFocus) {
        m_view->table()->setFocus();
    }
}

void MainWindow::connectView()
{
    m_panels->setMonitor(m_monitor.get());
    connect(m_view, &CaptureView::filterChanged, this, &MainWindow::sayFilter);
    connect(m_view, &CaptureView::clauseRequested, this, &MainWindow::addClause);
    connect(&m_view->columns(), &ViewColumns::taskChanged, m_status, [this](Task *task) {
        if (!m_files->isBusy()) { // what is done with files goes before
            m_status->setJob(task);
        }
    });
    connect(m_view->note(), &Note::actionTriggered, this, &MainWindow::followNote);
    connect(m_view->note(), &Note::closeRequested, this, &MainWindow::closeNote);
    if (FirstStartPage *page = m_view->firstStart()) {
        page->setAddress(texts(m_monitor->addresses()).value(0));
        connect(page, &FirstStartPage::demoRequested, this, [this] { toggleDemo(true); });
        connect(page, &FirstStartPage::webSocketRequested, this, &MainWindow::addWebSocket);
        connect(page, &FirstStartPage::openRequested, m_files, &CaptureFiles::chooseOpen);
        connect(page, &FirstStartPage::capturesRequested, m_actions.captures, &QAction::trigger);
    }

    m_tools->filter()->setSeen(m_view->seenValues());
    m_tools->filter()->setEnabled(true);
    sayFilter();
    redact();
    m_orders->setView(m_view);
    m_colours->setView(m_view);
    m_search->setView(m_view);
}

void MainWindow::sayFilter()
{
    ValueWord word;
    if (m_redaction.isOn()) {
        word = [this](std::string_view attribute, const std::string &value) {
            return m_view->standInFor(attribute, value);
        };
    }
    m_tools->filter()->setFilter(m_view->filter(), word);
}

void MainWindow::addClause(const FilterClause &clause, FilterUse use)
{
    if (use == FilterUse::Copy) {
        QGuiApplication::clipboard()->setText(QString::fromStdString(clause.with));
        m_view->toast()->say(tr("Copied the filter."));
        return;
    }
    if (use == FilterUse::Colour) {
        m_colours->addRule(QString::fromStdString(clause.with));
        return;
    }
    FilterBar &bar = *m_tools->filter();
    bar.write(QString::fromStdString(withClause(bar.applied().toStdString(), clause, use)));
}

void MainWindow::dropView()
{
    if (!m_view) {
        return;
    }
    m_viewState = m_view->state();
    m_dialogs->setCapture(nullptr, nullptr);
    m_orders->setView(nullptr);
    m_colours->setView(nullptr);
    m_search->setView(nullptr);
    m_docks->keepHeight();
    m_panels->setMonitor(nullptr);
    m_tools->filter()->setEnabled(false);
    m_tools->filter()->setSeen({});
    m_tools->filter()->dropDraft();
    m_tools->filter()->setFilter({});
    delete takeCentralWidget(); // the view: readers go before the log
    m_view = nullptr;
}

void MainWindow::showWords(const QString &words)
{
    auto *label = new QLabel(words, this);
    label->setAlignment(Qt::AlignCenter);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setObjectName(QStringLiteral("secondary"));
    setCentralWidget(label);
    setWindowTitle(QStringLiteral("Eventscope"));
    m_tools->setAddresses({});
    showCapture({}, std::nullopt, 0);
}

void MainWindow::showCapture(const QString &path, std::optional<core::WallTime> since,
                             quint64 seals)
{
    m_badge->setCapture(path, since, seals);
    const int width = m_badge->sizeHint().width();
    if (width != m_badgeWidth) {
        m_badgeWidth = width;
        menuBar()->setCornerWidget(m_badge); // it asks for the size only then
        m_badge->show();
    }
}

/// Four times a second: the numbers of the capture, wherever they stand.
void MainWindow::tick()
{
    const bool isOpen = m_monitor != nullptr && m_view != nullptr;
    const bool isReceiving = isOpen && !m_monitor->isReadOnly();
    m_actions.allow({m_opener.isBusy(), isOpen, isReceiving,
                     isReceiving && !m_monitor->log().isReadOnly(),
                     isOpen && m_monitor->log().state().readOnly == core::ReadOnlyReason::Damaged,
                     m_files->isBusy()});
    m_actions.recent->setFiles(m_recent, isOpen ? m_recent.value(0) : QString());
    m_orders->refresh();
    if (!isOpen) {
        m_actions.ring->setFiles({}, {});
        return;
    }
    lookAtRing();
    const core::CaptureRing::Part newest = m_monitor->ring().currentPart();
    const bool isRing =
        newest.log->rules().ring || core::RingName::parse(newest.file) || m_monitor->hasGoneOn();
    m_actions.ring->setFiles(isRing ? m_monitor->log().file() : std::filesystem::path(),
                             newest.file);
    const Surroundings now = m_notes.look(*m_monitor, m_view->readProblem());
    m_view->marks().setWithoutRoom(now.log.marksWithoutRoom);
    StatusNumbers numbers;
    numbers.ledger = now.ledger;
    numbers.shown = m_view->shownEvents();
    numbers.shownRate = m_view->shownRate();
    numbers.usedBytes = now.log.usedBytes;
    numbers.limitBytes = now.limitBytes;
    m_status->setNumbers(numbers);

    m_panels->refresh(now.connections);
    m_actions.demo->setChecked(m_monitor->isDemoRunning());
    showCapture(fileText(m_monitor->log().file()), m_view->since(), now.log.seals);
    m_view->showNote(windowNote(now));
    m_tools->filter()->refresh();
}

void MainWindow::followNote()
{
    const std::optional<WindowNote> note = m_view->shownNote();
    if (!note) {
        return;
    }
    m_notes.markRead(*note);
    switch (note->action) {
    case WindowNote::Action::None:
        break;
    case WindowNote::Action::CopyAddress:
        m_tools->copyAddress();
        m_view->toast()->say(tr("Copied the address."));
        break;
    case WindowNote::Action::TryNow:
        m_monitor->retryNow(note->connection);
        break;
    case WindowNote::Action::Dismiss:
        break;
    case WindowNote::Action::GoOnElsewhere:
        m_files->chooseOtherPlace();
        break;
    case WindowNote::Action::RaiseLimit:
        m_dialogs->showLimits();
        break;
    case WindowNote::Action::SaveReadablePart:
        m_files->chooseReadablePart();
        break;
    case WindowNote::Action::ShowNewest:
        showLog(m_monitor->ring().current());
        break;
    case WindowNote::Action::TakeOver:
        open(std::filesystem::path(m_monitor->log().file())); // a copy: the log goes first
        return;
    }
    tick();
}

/// A person has read it.
void MainWindow::closeNote()
{
    if (const auto &note = m_view->shownNote()) {
        m_notes.markRead(*note);
    }
    tick();
}

void MainWindow::addWebSocket()
{
    if (!m_monitor) {
        return;
    }
    auto *dialog = new WebSocketDialog(m_theme, this);
    connect(dialog, &WebSocketDialog::chosen, this, [this](const core::WebSocketOptions &options) {
        if (m_monitor) {
            m_monitor->addWebSocket(options);
            m_view->toast()->say(
                tr("Connecting to %1.").arg(oneLine(core::publicUrl(options.url))));
        }
    });
    dialog->open();
}

void MainWindow::toggleDemo(bool play)
{
    if (!m_monitor) {
        return;
    }
    if (play) {
        m_monitor->startDemo({});
    } else {
        m_monitor->stopDemo();
    }
    m_actions.demo->setChecked(m_monitor->isDemoRunning());
}

void MainWindow::redact()
{
    m_actions.redacted->setChecked(m_redaction.isOn());
    m_tools->setRedacted(m_redaction.isOn());
    m_panels->setRedacted(m_redaction.isOn());
}

void MainWindow::movePane(int step)
{
    if (!m_view || m_view->isFirstStart()) {
        return;
    }
    focusPane({m_tools->filter()->field(), m_view->facets()->view(), m_view->table(),
               m_view->inspector(), m_panels->problems(), m_panels->connections()},
              step);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    m_timer.start(NumbersTime);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!droppedFile(*event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    const QString file = droppedFile(*event->mimeData());
    if (isCapture(file)) {
        open(filePath(file));
    } else {
        m_files->importFrom(filePath(file));
    }
}

WindowState MainWindow::state() const
{
    WindowState state;
    state.geometry = saveGeometry();
    state.docks = saveState(WindowState::Version);
    state.dockHeight = m_docks->height();
    state.recent = m_recent;
    state.filters = m_filters;
    state.colourRules = m_colours->rules();
    state.typeColours = m_colours->types();
    state.view = m_view ? m_view->state() : m_viewState;
    state.theme = m_theme.mode();
    state.pointSize = m_theme.pointSize();
    state.redaction = m_redaction.state();
    return state;
}

} // namespace ui
