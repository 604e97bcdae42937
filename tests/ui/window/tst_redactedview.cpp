// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/apptheme.h"
#include "tests/support/rawclient.h"
#include "tests/ui/window/seentexts.h"
#include "tests/ui/window/windowbench.h"
#include "ui/facets/facetmodel.h"
#include "ui/facets/facetpanel.h"
#include "ui/filterbar/filterbar.h"
#include "ui/frame/note.h"
#include "ui/inspector/inspectorhead.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/problems/problemexplanation.h"
#include "ui/problems/problemspanel.h"
#include "ui/ratechart/ratechartpanel.h"
#include "ui/ratechart/ratechartview.h"
#include "ui/ratechart/ratelegend.h"
#include "ui/redaction/rulesdialog.h"
#include "ui/space/fillingdialog.h"
#include "ui/space/limitsdialog.h"
#include "ui/transfer/exportdialog.h"
#include "ui/verbatim/linesview.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolBar>
#include <QToolButton>

#include <algorithm>

using namespace ui;

namespace {

/// Stands wherever a rule of Rules leads, and nowhere else.
const QString Secret = QStringLiteral("hushhush");
const QStringList Rules{QStringLiteral("subject"), QStringLiteral("type"), QStringLiteral("source"),
                        QStringLiteral("tenant"), QStringLiteral("remove:/card/*/number")};

std::string binaryEvent(int number, const std::string &contentType, const std::string &body)
{
    return "POST /in HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + contentType +
           "\r\nce-specversion: 1.0\r\nce-id: " + std::to_string(number) +
           "\r\nce-type: com.hushhush.order\r\nce-source: /hushhush\r\nce-subject: hushhush\r\n"
           "ce-tenant: hushhush\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string structured(const std::string &contentType, const std::string &body)
{
    return "POST /in HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + contentType +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

const char *const JsonEvent =
    R"({"specversion":"1.0","id":"j","source":"/hushhush","type":"com.hushhush.order",)"
    R"("subject":"hushhush","tenant":"hushhush","data":{"card":[{"number":"hushhush"}],"open":"yes"}})";

QStringList withSecret(const QStringList &texts)
{
    const QString inHex = QStringLiteral("68 75 73 68");
    return texts.filter(Secret, Qt::CaseInsensitive) + texts.filter(inHex);
}

/// So that a failure says all of them.
QString secretsIn(const QStringList &texts)
{
    return withSecret(texts).join(u'\n');
}

QPushButton *buttonNamed(const QWidget &widget, QLatin1String words)
{
    for (QPushButton *button : widget.findChildren<QPushButton *>()) {
        if (button->text().remove(u'&').startsWith(words))
            return button;
    }
    return nullptr;
}

/// A window in which the secret stands wherever it can.
struct SecretBench : Bench {
    SecretBench(Theme &theme, const QTemporaryDir &folder)
        : Bench(theme, folder, stateWithRules())
    {
        window.resize(1920, 1080);
        RawClient client(port);
        const auto send = [&client](const std::string &request, int status) {
            if (client.ask(request).status != status)
                qFatal("another answer than %d", status);
        };
        send(binaryEvent(1, "application/json", R"({"card":[{"number":"hushhush"}],"open":"yes"})"),
             202);
        send(binaryEvent(2, "text/plain", "hushhush, said in plain text"), 202);
        send(structured("application/cloudevents+json", JsonEvent), 202);
        send(structured("application/cloudevents-batch+json", '[' + std::string(JsonEvent) + ']'),
             202);
        send("POST /in HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
             "ce-specversion: 1.0\r\nce-id: 5\r\nce-type: t\r\nce-source: /s\r\n"
             "ce-time: hushhush\r\nContent-Length: 8\r\n\r\nhushhush",
             400);
    }

    static WindowState stateWithRules()
    {
        WindowState state;
        state.redaction.rules = Rules;
        return state;
    }

    CaptureView &view() const { return *window.view(); }
    EventTableView &table() const { return *view().table(); }
    InspectorPanel &inspector() const { return *view().inspector(); }
    ProblemsPanel &problems() const { return *window.findChild<ProblemsPanel *>(); }
    const FacetModel &facets() const
    {
        return *qobject_cast<const FacetModel *>(view().facets()->view()->model());
    }

    QStringList texts() { return seenTexts(window, {&rows(), view().facets()->view()->model()}); }
    /// What copying puts on the clipboard.
    template<typename Copy>
    QStringList copied(Copy copy)
    {
        QGuiApplication::clipboard()->setText(QStringLiteral("before"));
        copy();
        return clipboardTexts();
    }
};

} // namespace

class TestRedactedView : public QObject {
    Q_OBJECT

private slots:
    void showsTheSecretNowhere();
    void copiesTheSecretNowhere();
    void listsTheSecretInNoDialog();
    void explainsRefusalsWithoutWhatWasSent();
    void goesOnFilteringByWhatIsHidden();
    void hidesAnEventThatHasLeftTheLog();
    void saysThatItIsOn();
    void asksForRulesFirst();
    void staysOnOverARestart();
    void saysThatRulesCannotBeRead();
    void isOneForAllWindows();

private:
    AppTheme m_theme;
};

void TestRedactedView::showsTheSecretNowhere()
{
    const QTemporaryDir folder;
    SecretBench bench(*m_theme, folder);
    QTRY_COMPARE(bench.rows().rowCount(), 4);
    core::EventFilter filter;
    filter.types = {"com.hushhush.order"};
    filter.excludedSources = {"/hushhush/other"};
    bench.view().setFilter(filter);
    bench.window.actions().problems->trigger();
    bench.problems().select(1);
    QTRY_COMPARE(bench.problems().shown(), quint64(1));
    QVERIFY(bench.table().select({1}));
    QTRY_COMPARE(bench.inspector().shown().value, quint64(1));
    auto &chart = *bench.window.findChild<RateChartView *>();
    auto &legend = *bench.window.findChild<RateLegend *>();
    const auto pointAtChart = [&chart] {
        QTest::mouseMove(chart.viewport(), QPoint(60, 40));
        for (int x = 60; x < chart.viewport()->width() - 20; x += 4)
            QTest::mouseMove(chart.viewport(), QPoint(x, 40));
    };

    // Without it, the secret is where it is looked for.
    const auto isIn = [&bench](const char *where) {
        const QStringList texts = withSecret(bench.texts());
        return std::any_of(texts.begin(), texts.end(), [where](const QString &text) {
            return text.startsWith(QLatin1String(where));
        });
    };
    QTRY_VERIFY(withSecret(toolTipsOf(legend)).size() > 0);
    for (const char *where :
         {"ui::EventTableModel", "ui::FacetModel", "ui::DetailsModel", "ui::InspectorHead",
          "ui::FilterBar.toolTip", "QLabel.text", "painted: ", "heard: "})
        QVERIFY2(isIn(where), where);
    bench.inspector().setTab(InspectorPanel::Tab::Wire);
    QVERIFY(!withSecret(bench.texts()).filter(QStringLiteral("painted: ce-subject")).isEmpty());
    QVERIFY(!withSecret(toolTipsOf(*bench.table().viewport())).isEmpty());

    // From one click on, it is not; not even while the event is laid out anew.
    bench.window.actions().redacted->trigger();
    QCOMPARE(secretsIn(bench.texts()), QString());
    QVERIFY(bench.texts().join(u'\n').contains(QLatin1String("[redacted]")));
    for (const quint64 sequence : {1ULL, 2ULL, 3ULL, 4ULL}) {
        QVERIFY(bench.table().select({sequence}));
        QTRY_COMPARE(bench.inspector().shown().value, sequence);
        for (const auto form : {InspectorPanel::DataForm::Json, InspectorPanel::DataForm::Text,
                                InspectorPanel::DataForm::Hex}) {
            bench.inspector().setDataForm(form);
            for (const auto tab : {InspectorPanel::Tab::Event, InspectorPanel::Tab::Data,
                                   InspectorPanel::Tab::Wire}) {
                bench.inspector().setTab(tab);
                QCOMPARE(secretsIn(bench.texts()), QString());
            }
        }
        if (sequence != 2) // which is plain text
            QTRY_VERIFY(bench.texts().join(u'\n').contains(QLatin1String("open")));
    }
    QTRY_COMPARE(bench.problems().shown(), quint64(1));
    bench.window.actions().groupings[1]->trigger();
    for (int i = 0; i < 2; ++i) {
        QTRY_VERIFY(toolTipsOf(legend).join(u'\n').contains(QLatin1String("redacted")));
        pointAtChart();
        QCOMPARE(secretsIn(bench.texts()), QString());
        QCOMPARE(secretsIn(toolTipsOf(legend)), QString());
        bench.window.actions().groupings[0]->trigger();
    }
    for (QWidget *widget : bench.window.findChildren<QWidget *>()) {
        if (widget->isVisible())
            QCOMPARE(secretsIn(toolTipsOf(*widget)), QString());
    }

    // What comes later is hidden as well.
    RawClient client(bench.port);
    QCOMPARE(client.ask(binaryEvent(9, "application/json", "{\"a\":1}")).status, 202);
    QTRY_COMPARE(bench.rows().rowCount(), 5);
    QCOMPARE(secretsIn(bench.texts()), QString());

    bench.window.actions().redacted->trigger();
    QVERIFY(isIn("ui::EventTableModel"));
    QTRY_VERIFY(isIn("ui::DetailsModel"));
    QVERIFY(isIn("ui::FilterBar.toolTip"));
}

void TestRedactedView::copiesTheSecretNowhere()
{
    const QTemporaryDir folder;
    SecretBench bench(*m_theme, folder);
    QTRY_COMPARE(bench.rows().rowCount(), 4);
    EventTableView &table = bench.table();
    FacetView &facets = *bench.view().facets()->view();
    const auto copyRows = [&] {
        table.selectAll();
        QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
    };
    const auto copyFromMenu = [&](const QString &words) {
        QContextMenuEvent event(QContextMenuEvent::Mouse, table.rowRect(0).center(),
                                table.viewport()->mapToGlobal(table.rowRect(0).center()));
        QApplication::sendEvent(table.viewport(), &event);
        auto *menu = table.findChild<QMenu *>();
        QVERIFY(menu);
        for (QAction *action : menu->actions()) {
            if (action->text() == words)
                action->trigger();
        }
        delete menu;
    };
    const auto copyCell = [&] {
        table.select({1});
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.rowRect(0).center());
        copyFromMenu(QStringLiteral("Copy value"));
    };
    const auto copyFacet = [&] {
        facets.setCurrentIndex(facets.model()->index(0, 0, facets.model()->index(1, 0)));
        QTest::keyClick(&facets, Qt::Key_C);
    };
    const auto copyJson = [&] {
        auto *button = bench.inspector().findChild<InspectorHead *>()->findChild<QToolButton *>();
        QVERIFY(button);
        button->click();
        QTRY_VERIFY(QGuiApplication::clipboard()->text() != QLatin1String("before"));
    };
    const auto copyDetails = [&] {
        auto *details = bench.inspector().findChild<QTreeView *>();
        QVERIFY(details);
        for (int row = 0; row < details->model()->rowCount(details->model()->index(1, 0)); ++row) {
            details->setCurrentIndex(
                details->model()->index(row, 0, details->model()->index(1, 0)));
            QTest::keyClick(details, Qt::Key_C);
            if (QGuiApplication::clipboard()->text().contains(Secret))
                return;
        }
    };
    const auto copyLines = [&] {
        for (LinesView *lines : bench.inspector().findChildren<LinesView *>()) {
            lines->selectAll();
            QTest::keyClick(lines, Qt::Key_C, Qt::ControlModifier);
            if (QGuiApplication::clipboard()->text().contains(Secret))
                return;
        }
    };
    const auto select = [&](quint64 sequence) {
        QVERIFY(table.select({sequence}));
        QTRY_COMPARE(bench.inspector().shown().value, sequence);
    };
    const std::vector<std::pair<const char *, std::function<void()>>> copies{
        {"rows", copyRows},
        {"cell", copyCell},
        {"facet", copyFacet},
        {"as JSON", copyJson},
        {"details", copyDetails},
        {"lines", copyLines},
        {"rows by menu", [&] { copyFromMenu(QStringLiteral("Copy rows")); }}};
    select(1);
    for (const auto &[name, copy] : copies)
        QVERIFY2(!withSecret(bench.copied(copy)).isEmpty(), name);

    bench.window.actions().redacted->trigger();
    for (const quint64 sequence : {1ULL, 2ULL, 3ULL, 4ULL}) {
        select(sequence);
        for (const auto &[name, copy] : copies) {
            QCOMPARE(secretsIn(bench.copied(copy)), QString());
            select(sequence);
        }
    }

    // Ordered before, written after.
    bench.window.actions().redacted->trigger();
    QTRY_COMPARE(bench.inspector().shown().value, quint64(4));
    QGuiApplication::clipboard()->setText(QStringLiteral("before"));
    bench.inspector().findChild<InspectorHead *>()->findChild<QToolButton *>()->click();
    bench.window.actions().redacted->trigger();
    QTRY_COMPARE(bench.inspector().shown().value, quint64(4));
    QCOMPARE(secretsIn(clipboardTexts()), QString());
}

void TestRedactedView::listsTheSecretInNoDialog()
{
    const QTemporaryDir folder;
    SecretBench bench(*m_theme, folder);
    QTRY_COMPARE(bench.rows().rowCount(), 4);
    core::CaptureRules rules = bench.window.monitor()->log().rules();
    rules.leftOutTypes = {"hushhush.*"};
    rules.leftOutSources = {"/hushhush"};
    bench.window.monitor()->log().setRules(rules);
    QTRY_VERIFY(bench.window.monitor()->log().rules() == rules);
    bench.window.actions().redacted->trigger();

    bench.window.actions().limits->trigger();
    QPointer<LimitsDialog> limits = bench.window.findChild<LimitsDialog *>();
    QVERIFY(limits);
    QCOMPARE(secretsIn(bench.texts()), QString());
    limits->addLeftOut(true, QStringLiteral("/hushhush/more"));
    for (QPlainTextEdit *edit : limits->findChildren<QPlainTextEdit *>()) {
        QVERIFY(edit->isReadOnly());
        edit->undo();
    }
    QCOMPARE(secretsIn(bench.texts()), QString());
    rules.leftOutSources.insert("/hushhush/more");
    QVERIFY(limits->rules() == rules); // nothing is lost
    bench.redaction.setOn(false);      // by another window
    QVERIFY(!withSecret(bench.texts()).isEmpty());
    QVERIFY(limits->rules() == rules);
    bench.redaction.setOn(true);
    QCOMPARE(secretsIn(bench.texts()), QString());
    delete limits;

    bench.window.actions().filling->trigger();
    QPointer<FillingDialog> filling = bench.window.findChild<FillingDialog *>();
    QVERIFY(filling);
    QTRY_COMPARE(filling->model().rowCount(), 1);
    QCOMPARE(filling->model().index(0, 0).data().toString(), QStringLiteral("urn:redacted 1"));
    QCOMPARE(secretsIn(bench.texts()), QString());
    buttonNamed(*filling, QLatin1String("Show only these"))->click();
    QCOMPARE(bench.view().filter().sources, core::EventFilter::Texts{"/hushhush"});
    QTRY_VERIFY(!filling);

    bench.window.actions().exportEvents->trigger();
    auto *exports = bench.window.findChild<ExportDialog *>();
    QVERIFY(exports);
    QCOMPARE(exports->findChild<QPlainTextEdit *>()->toPlainText(), Rules.join(u'\n'));
    QCOMPARE(secretsIn(bench.texts()), QString());
}

void TestRedactedView::explainsRefusalsWithoutWhatWasSent()
{
    const QTemporaryDir folder;
    SecretBench bench(*m_theme, folder);
    bench.window.actions().redacted->trigger();
    bench.window.actions().problems->trigger();
    bench.problems().select(1);
    QTRY_COMPARE(bench.problems().shown(), quint64(1));
    QCOMPARE(secretsIn(bench.texts()), QString());
    const auto *why = bench.window.findChild<ProblemExplanation *>();
    QStringList said;
    for (const QLabel *label : why->findChildren<QLabel *>())
        said << label->text();
    QVERIFY2(said.contains(QLatin1String("400: invalid-timestamp")), qPrintable(said.join(u'\n')));
    QVERIFY(said.join(u'\n').contains(QLatin1String("What was sent is hidden")));
    QVERIFY(!buttonNamed(*why, QLatin1String("Copy as curl"))->isVisible());
    QVERIFY(!buttonNamed(*why, QLatin1String("Copy original"))->isVisible());
    bench.window.actions().redacted->trigger();
    QTRY_VERIFY(buttonNamed(*why, QLatin1String("Copy original"))->isVisible());
    QVERIFY(!withSecret(bench.copied([&] {
                 buttonNamed(*why, QLatin1String("Copy original"))->click();
             })).isEmpty());
}

void TestRedactedView::goesOnFilteringByWhatIsHidden()
{
    const QTemporaryDir folder;
    SecretBench bench(*m_theme, folder);
    RawClient client(bench.port);
    QCOMPARE(client.ask(eventRequest(7, "com.shop.other", "/other")).status, 202);
    QTRY_COMPARE(bench.rows().rowCount(), 5);
    auto &strip = *bench.window.findChild<FilterBar *>();
    core::EventFilter filter;
    filter.sources = {"/hushhush"};
    bench.view().setFilter(filter);
    QTRY_COMPARE(bench.rows().rowCount(), 4);

    bench.window.actions().redacted->trigger();
    QCOMPARE(bench.view().filter().sources, core::EventFilter::Texts{"/hushhush"});
    QCOMPARE(bench.rows().rowCount(), 4);
    QCOMPARE(strip.text(), QStringLiteral("source = 'urn:redacted 1'"));

    // From a row …
    QVERIFY(bench.table().select({1}));
    bench.table().setFocus();
    QTest::keyClick(&bench.table(), Qt::Key_F);
    QCOMPARE(bench.view().filter().types, core::EventFilter::Texts{"com.hushhush.order"});
    QCOMPARE(strip.text(), QStringLiteral("source = 'urn:redacted 1' AND type = '[redacted] 1'"));
    // … and from the facets, which name the same values by the same numbers.
    const QModelIndex sources = bench.facets().index(1, 0);
    QCOMPARE(bench.facets().index(0, 0, sources).data().toString(),
             QStringLiteral("urn:redacted 1"));
    QCOMPARE(bench.facets().index(1, 0, sources).data().toString(),
             QStringLiteral("urn:redacted 2"));
    QCOMPARE(bench.facets().index(0, 0, sources).data(StateRole).toInt(), int(core::FacetState::Taken));
    bench.view().setFilter({});
    bench.view().setFilter(bench.facets().filterWithOnly({bench.facets().index(1, 0, sources)}));
    QCOMPARE(bench.view().filter().sources, core::EventFilter::Texts{"/other"});
    QTRY_COMPARE(bench.rows().rowCount(), 1);
    QCOMPARE(bench.rows().index(0, column(EventColumn::Source)).data().toString(),
             QStringLiteral("urn:redacted 2"));
    bench.window.actions().redacted->trigger();
    QCOMPARE(strip.text(), QStringLiteral("source = '/other'"));
}

void TestRedactedView::hidesAnEventThatHasLeftTheLog()
{
    const QTemporaryDir folder;
    SecretBench bench(*m_theme, folder);
    QTRY_COMPARE(bench.rows().rowCount(), 4);
    InspectorPanel panel(
        *m_theme, [&log = bench.window.monitor()->log()] { return log.reader(); },
        [](core::EventSequence) { return QColor(Qt::red); });
    panel.show(core::EventSequence{1});
    QTRY_COMPARE(panel.shown().value, quint64(1));
    panel.setOldest({3});
    QVERIFY(panel.isEvicted());
    bench.redaction.setOn(true);
    panel.setRedaction(bench.redaction.active());
    QCOMPARE(panel.shown().value, quint64(0));
    QTRY_COMPARE(panel.shown().value, quint64(1));
    QVERIFY(panel.isEvicted());
    panel.setTab(InspectorPanel::Tab::Wire);
    panel.show();
    QCOMPARE(secretsIn(seenTexts(panel, {})), QString());
}

void TestRedactedView::saysThatItIsOn()
{
    const QTemporaryDir folder;
    SecretBench bench(*m_theme, folder);
    auto *bar = bench.window.findChild<QToolBar *>();
    auto *sign = qobject_cast<QToolButton *>(bar->widgetForAction(bench.window.actions().redacted));
    QVERIFY(sign && sign->isVisible());
    QCOMPARE(sign->toolButtonStyle(), Qt::ToolButtonIconOnly);
    QTest::mouseClick(sign, Qt::LeftButton);
    QVERIFY(bench.redaction.isOn());
    QCOMPARE(sign->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
    QCOMPARE(sign->text(), QStringLiteral("Redacted view"));
    QVERIFY(sign->isChecked());
    QTest::mouseClick(sign, Qt::LeftButton);
    QVERIFY(!bench.redaction.isOn());
    QCOMPARE(sign->toolButtonStyle(), Qt::ToolButtonIconOnly);
}

void TestRedactedView::asksForRulesFirst()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder);
    bench.window.actions().redacted->trigger();
    QVERIFY(!bench.redaction.isOn());
    QVERIFY(!bench.window.actions().redacted->isChecked());
    auto *dialog = bench.window.findChild<RulesDialog *>();
    QVERIFY(dialog);
    dialog->findChild<QPlainTextEdit *>()->setPlainText(QStringLiteral("subject"));
    buttonNamed(*dialog, QLatin1String("Apply"))->click();
    QVERIFY(bench.redaction.isOn());
    QVERIFY(bench.window.actions().redacted->isChecked());
}

void TestRedactedView::staysOnOverARestart()
{
    const QTemporaryDir folder;
    WindowState state;
    {
        SecretBench bench(*m_theme, folder);
        QTRY_COMPARE(bench.rows().rowCount(), 4);
        bench.window.actions().redacted->trigger();
        state = bench.window.state();
    }
    Bench next(*m_theme, folder, state);
    QVERIFY(next.window.actions().redacted->isChecked());
    QTRY_COMPARE(next.rows().rowCount(), 4);
    QVERIFY(next.window.view()->table()->select({1}));
    QTRY_COMPARE(next.window.view()->inspector()->shown().value, quint64(1));
    QCOMPARE(secretsIn(seenTexts(next.window, {&next.rows()})), QString());
}

void TestRedactedView::saysThatRulesCannotBeRead()
{
    const QTemporaryDir folder;
    WindowState state;
    state.redaction = {{QStringLiteral("Sub ject")}, true};
    Bench bench(*m_theme, folder, state);
    QVERIFY(!bench.window.actions().redacted->isChecked());
    QVERIFY(bench.window.view()->shownNote());
    QVERIFY(bench.window.view()->shownNote()->sentence.startsWith(
        QLatin1String("The view is not redacted.")));
}

void TestRedactedView::isOneForAllWindows()
{
    const QTemporaryDir folder;
    SecretBench bench(*m_theme, folder);
    MainWindow other(*m_theme, bench.redaction, {startOnLoopback, 0, {}});
    other.show();
    bench.window.actions().redacted->trigger();
    QVERIFY(other.actions().redacted->isChecked());
    other.actions().redacted->trigger();
    QVERIFY(!bench.redaction.isOn());
    QVERIFY(!bench.window.actions().redacted->isChecked());
}

QTEST_MAIN(TestRedactedView)
#include "tst_redactedview.moc"
