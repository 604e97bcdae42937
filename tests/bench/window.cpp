// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// The window on a capture of ten million events while 20 000 a second come in over HTTP: frames
// while a person reads, scrolls and filters, and while segments leave, beside those of an empty window in the same process.
// Usage: bench_window CAPTURE (it grows)
#include "core/monitor/monitor.h"
#include "tests/bench/frameclock.h"
#include "tests/bench/measure.h"
#include "tests/bench/steadysender.h"
#include "ui/eventtable/eventtableview.h"
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

void press(QWidget &widget, int key)
{
    for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease}) {
        QKeyEvent event(type, key, Qt::NoModifier);
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
