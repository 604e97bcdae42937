// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// The window on a capture of ten million events while 20 000 a second come in over HTTP: frames
// while a person reads, scrolls and filters in CESQL, types while all is searched, and while segments leave, beside those of
// an empty window in the same process.
// Usage: bench_window CAPTURE (it grows)
#include "core/cesql/parser.h"
#include "core/monitor/monitor.h"
#include "core/query/filterexpression.h"
#include "tests/bench/frameclock.h"
#include "tests/bench/measure.h"
#include "tests/bench/steadysender.h"
#include "ui/eventtable/eventtableview.h"
#include "ui/filterbar/filterfield.h"
#include "ui/ratechart/ratechartpanel.h"
#include "ui/redaction/viewredaction.h"
#include "ui/theme/theme.h"
#include "ui/window/captureview.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <string>
#include <vector>

using namespace std::chrono_literals;

namespace {

constexpr QSize WindowSize(1280, 800);
constexpr std::uint64_t EventsPerSecond = 20'000;
constexpr auto Phase = 4s;
constexpr double FrameBudget = 16;
constexpr double StallBudget = 50;

core::Result<std::unique_ptr<core::Monitor>> start(const std::filesystem::path &file)
{
    core::Monitor::Options options;
    options.capture = file;
    options.listen = {{"127.0.0.1", 0, false}};
    options.log.rules.emplace().limitBytes = 64 * core::GiB;
    return core::Monitor::start(std::move(options));
}

core::EventFilter types(int from, int to)
{
    core::EventFilter filter;
    for (int number = from; number < to; ++number)
        filter.types.insert("com.example.shop.type-" + std::to_string(number));
    return filter;
}

// What a person does with the table, sixty times a second.

void point(QWidget &widget, int frame)
{
    const QPointF at(200, 20 + frame * 7 % (widget.height() - 40));
    QMouseEvent move(QEvent::MouseMove, at, widget.mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                     Qt::NoModifier);
    QApplication::sendEvent(&widget, &move);
}

void turnWheel(QWidget &widget, int steps)
{
    const QPointF at(200, 100);
    QWheelEvent wheel(at, widget.mapToGlobal(at), {}, {0, 120 * steps}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&widget, &wheel);
}

void press(QWidget &widget, int key, const QString &text = {})
{
    for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease}) {
        QKeyEvent event(type, key, Qt::NoModifier, text);
        QApplication::sendEvent(&widget, &event);
    }
}

/// Half of the time by the wheel, then with the handle of the scroll bar through all of it.
void scroll(ui::EventTableView &table, int frame)
{
    constexpr int half = Phase / bench::FrameClock::Period / 2;
    QScrollBar &bar = *table.verticalScrollBar();
    if (frame < half)
        turnWheel(*table.viewport(), frame % 40 < 30 ? 1 : -2);
    else
        bar.setValue(static_cast<int>(qint64(bar.maximum()) * (frame * 13 % half) / half));
}

/// Another choice twice a second.
void filter(ui::CaptureView &view, int frame)
{
    static const std::array<core::EventFilter, 5> choices = [] {
        core::EventFilter source;
        source.sources.insert("/shop/7");
        core::EventFilter nearlyAll;
        nearlyAll.excludedTypes.insert("com.example.shop.type-3");
        return std::array{types(3, 4), nearlyAll, types(0, 20), source, core::EventFilter()};
    }();
    if (frame % 30 == 1)
        view.setFilter(choices[static_cast<std::size_t>(frame / 30) % choices.size()]);
    point(*view.table()->viewport(), frame);
}

core::EventFilter cesql(const char *text)
{
    const auto expression = core::cesql::parse(text);
    if (!expression)
        bench::giveUp(expression.error().message());
    return core::filterOf(*expression);
}

/// Another filter over columns twice a second, each over all rows.
void askColumns(ui::CaptureView &view, int frame)
{
    static const std::array<core::EventFilter, 4> choices{
        cesql("type LIKE '%1' AND source LIKE '/shop/%'"),
        cesql("type LIKE 'com.example.shop.%' XOR subject LIKE '%7'"),
        cesql("LENGTH(source) < 8 OR type NOT LIKE '%3'"),
        cesql("UPPER(source) IN ('/SHOP/1', '/SHOP/2')")};
    if (frame % 30 == 1)
        view.setFilter(choices[static_cast<std::size_t>(frame / 30) % choices.size()]);
    point(*view.table()->viewport(), frame);
}

/// Three bursts of keys in two seconds, into a filter that must read every event: when the fingers rest, all is searched
/// anew by another number. Answers the frames in which a key was pressed.
std::vector<double> type(ui::FilterField &field, bench::FrameClock &clock, ui::CaptureView &view)
{
    constexpr int Burst = 40;      // frames from one to the next
    constexpr int FramesOfKey = 6; // ten keys a second
    constexpr int Keys = 4;
    field.setFocus();
    std::vector<int> pressed;
    const std::vector<double> frames = clock.run(Phase, [&](int frame) {
        point(*view.table()->viewport(), frame);
        const int at = frame % Burst;
        if (at % FramesOfKey != 0 || at / FramesOfKey >= Keys)
            return;
        pressed.push_back(frame);
        const bool isBack = at / FramesOfKey < Keys / 2;
        if (isBack)
            press(field, Qt::Key_Backspace);
        else
            press(field, Qt::Key_0 + frame / Burst % 10, QString::number(frame / Burst % 10));
    });
    std::vector<double> painted;
    for (const int frame : pressed) {
        if (frame >= 1 && static_cast<std::size_t>(frame) <= frames.size())
            painted.push_back(frames[static_cast<std::size_t>(frame) - 1]);
    }
    return painted;
}

/// Row after row into the inspector, and now and then another range of the chart.
void read(ui::CaptureView &view, int frame)
{
    if (frame % 5 == 0)
        press(*view.table(), Qt::Key_Up);
    if (frame % 60 == 30)
        view.chart()->setRange(core::RateRange(frame / 60 % 4));
}

/// Twice a second the limit falls below what is kept, so that a segment leaves, while the person looks at the oldest.
void letGo(ui::MainWindow &window, int frame)
{
    if (frame % 30 == 1) {
        core::EventLog &log = window.monitor()->log();
        core::CaptureRules rules = log.rules();
        rules.limitBytes = log.state().usedBytes - 1;
        log.setRules(rules);
    }
    ui::EventTableView &table = *window.view()->table();
    if (frame % 60 == 10)
        table.verticalScrollBar()->setValue(table.verticalScrollBar()->maximum() / 10);
    turnWheel(*table.viewport(), frame % 40 < 30 ? 1 : -2);
}

std::vector<double> jitter(bench::FrameClock &clock)
{
    QWidget empty;
    empty.resize(WindowSize);
    empty.show();
    return clock.run(Phase, [&empty](int) { empty.update(); });
}

double p99(const std::vector<double> &frames)
{
    return bench::quantile(frames, 0.99);
}

double longest(const std::vector<double> &frames)
{
    return *std::max_element(frames.begin(), frames.end());
}

} // namespace

int main(int count, char **arguments)
{
    QApplication application(count, arguments);
    if (count != 2)
        bench::giveUp("usage: bench_window CAPTURE");
    bench::FrameClock clock;
    const std::vector<double> idle = jitter(clock);

    ui::Theme theme;
    ui::ViewRedaction redaction;
    ui::MainWindow window(theme, redaction, {start, 0, {}});
    window.resize(WindowSize);
    window.show();
    window.open(arguments[1]);
    std::vector<double> opening;
    for (int tries = 0; window.view() == nullptr; ++tries) {
        if (tries == 20)
            bench::giveUp("the capture does not open");
        const std::vector<double> some = clock.run(500ms, [](int) {});
        opening.insert(opening.end(), some.begin(), some.end());
    }
    ui::CaptureView &view = *window.view();
    ui::EventTableView &table = *view.table();

    bench::SteadySender sender(window.monitor()->addresses().at(0), EventsPerSecond);
    view.setFilter(types(0, 20));
    struct Doing {
        const char *name;
        std::vector<double> frames;
    };
    const std::vector<Doing> all{
        {"following, half filtered out",
         clock.run(Phase, [&](int frame) { point(*table.viewport(), frame); })},
        {"scrolling", clock.run(Phase, [&](int frame) { scroll(table, frame); })},
        {"changing filters", clock.run(Phase, [&](int frame) { filter(view, frame); })},
        {"reading event after event", clock.run(Phase, [&](int frame) { read(view, frame); })},
        {"CESQL over columns", clock.run(Phase, [&](int frame) { askColumns(view, frame); })},
        {"CESQL over payloads, all being searched",
         [&] {
             view.setFilter(cesql("DATA('/total') > 100 AND subject LIKE '%7'"));
             return clock.run(Phase, [&](int frame) { scroll(table, frame); });
         }()},
        {"from a key to its paint, while payloads are searched",
         [&] {
             auto *field = window.findChild<ui::FilterField *>();
             view.setFilter(cesql("DATA('/total') > 100 AND DATA('/order') > 12345"));
             return type(*field, clock, view);
         }()},
        {"segments leave, half filtered out",
         [&] {
             view.setFilter(types(0, 20));
             return clock.run(Phase, [&](int frame) { letGo(window, frame); });
         }()},
    };
    sender.stop();
    if (window.monitor()->log().ledger().evicted == 0)
        bench::giveUp("no segment left");

    double stall = longest(opening);
    for (const Doing &doing : all) {
        bench::report({std::string("p99 frame, 10 million events and 20 000/s, ") + doing.name,
                       p99(doing.frames),
                       "ms",
                       "empty window",
                       p99(idle),
                       {bench::Bound::Side::AtMost, FrameBudget, {}, true}});
        stall = std::max(stall, longest(doing.frames));
    }
    bench::report({"longest stall of all that, opening included",
                   stall,
                   "ms",
                   "empty window",
                   longest(idle),
                   {bench::Bound::Side::AtMost, StallBudget, {}, true}});
    return 0;
}
