// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonformat.h"
#include "core/codec/jsonscan.h"
#include "core/codec/jsonstring.h"
#include "core/event/attributename.h"
#include "core/event/base64.h"
#include "core/event/mediatype.h"
#include "core/event/readertext.h"
#include "core/event/timestamp.h"
#include "core/transfer/csvrecords.h"
#include "core/transfer/filereaders.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace core {

namespace {

/// What a column holds.
struct Column {
    enum class Kind : std::uint8_t {
        Attribute, ///< always there, even empty
        Optional,  ///< an attribute, unless the cell is empty
        Extensions,
        Received,
        Sequence,
        Data,
        DataBase64,
    };
    Kind kind = Kind::Optional;
    std::string name;
};

Column::Kind kindOf(std::string_view name)
{
    using Kind = Column::Kind;
    constexpr std::array<std::pair<std::string_view, Kind>, 9> Known{{
        {"specversion", Kind::Attribute},
        {"id", Kind::Attribute},
        {"source", Kind::Attribute},
        {"type", Kind::Attribute},
        {"extensions", Kind::Extensions},
        {"received", Kind::Received},
        {"sequence", Kind::Sequence},
        {"data", Kind::Data},
        {"data_base64", Kind::DataBase64},
    }};
    const auto *const found = std::find_if(Known.begin(), Known.end(),
                                           [name](const auto &each) { return each.first == name; });
    return found == Known.end() ? Kind::Optional : found->second;
}

Rejection brokenRecord(std::string title, std::string detail)
{
    return {
        400,
        "invalid-csv",
        std::move(title),
        std::move(detail),
        "Write fields with commas, quotes or line breaks in quotes, and double the quotes in them.",
        "RFC 4180 2",
        {Place::Part::Body, {}, {}}};
}

Rejection brokenCell(std::size_t column, const std::string &name, std::string title,
                     std::string detail)
{
    return {400,
            "invalid-csv",
            std::move(title),
            "Column " + std::to_string(column) + " (" + name + "): " + std::move(detail),
            "Correct the cell.",
            "",
            {Place::Part::Body, name, {}}};
}

class Reader {
public:
    Reader(InputBytes &input, ImportedEvents &events, const ImportStep &onStep)
        : m_input(input)
        , m_events(events)
        , m_onStep(onStep)
    {
    }

    Result<void> read()
    {
        bool isHeader = true;
        while (m_events.isOpen()) {
            const std::uint64_t line = m_input.line();
            auto record = next();
            if (!record)
                return tl::unexpected(record.error());
            if (!*record)
                return {};
            if ((*record)->empty())
                continue;
            if (std::exchange(isHeader, false)) {
                if (const auto read = readHeader(**record, line); !read)
                    return read;
            } else {
                readRecord(**record, line);
            }
        }
        return {};
    }

private:
    /// The next record without its line end, nothing at the end of the file; empty where there was none or one too long.
    Result<std::optional<std::string>> next()
    {
        const std::size_t limit = m_events.options().maxEventBytes;
        const std::uint64_t line = m_input.line();
        std::string evidence; // of what is too long
        CsvRecordScan scan;
        for (;;) {
            const std::string_view window = m_input.window();
            auto end = scan.end(window);
            if (!end && m_input.isEnded()) {
                if (!m_events.isOpen() || (window.empty() && evidence.empty()))
                    return std::nullopt;
                if (scan.isInQuotes()) {
                    m_events.refuse(line, endsInTheMiddle("a field in quotes"), {}, window);
                    m_input.pass(window.size());
                    return std::nullopt;
                }
                end = window.size();
            }
            const std::size_t bytes = end.value_or(window.size());
            if (bytes > limit || !evidence.empty()) {
                if (evidence.empty())
                    evidence = window.substr(0, ImportedEvents::MaxEvidenceBytes);
                m_input.pass(bytes);
                scan.passed(bytes);
                if (end) {
                    m_events.refuse(line, tooLongToImport("record", limit), {}, evidence);
                    return std::string();
                }
            } else if (end) {
                std::string record(window.substr(0, bytes));
                m_input.pass(bytes);
                if (record.ends_with('\n'))
                    record.pop_back();
                if (record.ends_with('\r'))
                    record.pop_back();
                return record;
            }
            m_onStep();
            if (const auto more = m_input.more(); !more)
                return tl::unexpected(more.error());
        }
    }

    Result<void> readHeader(const std::string &record, std::uint64_t line)
    {
        const CsvRecord parsed = parseCsvRecord(record);
        for (const std::string &name : parsed.fields) {
            const std::size_t number = m_columns.size() + 1;
            const auto wrong = [&](const std::string &why) {
                return fail(Error::Kind::InvalidInput,
                            m_input.name() + ": line " + std::to_string(line) + ", column " +
                                std::to_string(number) + ": " + quotedForReader(name) + " " + why);
            };
            if (std::any_of(m_columns.begin(), m_columns.end(),
                            [&name](const Column &column) { return column.name == name; }))
                return wrong("is there twice");
            const Column::Kind kind = kindOf(name);
            if (kind == Column::Kind::Optional) {
                if (const auto fault = attributeNameFault(name, SpecVersion::V10))
                    return wrong("cannot name an attribute: it " + std::string(fault->why));
            }
            m_columns.push_back({kind, name});
        }
        for (const std::string_view required : {"id", "source", "type"}) {
            if (std::none_of(m_columns.begin(), m_columns.end(),
                             [required](const Column &column) { return column.name == required; }))
                return fail(Error::Kind::InvalidInput,
                            m_input.name() + ": line " + std::to_string(line) +
                                ": a column named " + std::string(required) + " is missing");
        }
        m_version = static_cast<std::size_t>(
            std::find_if(m_columns.begin(), m_columns.end(),
                         [](const Column &column) { return column.name == "specversion"; }) -
            m_columns.begin());
        return {};
    }

    void readRecord(const std::string &record, std::uint64_t line)
    {
        CsvRecord parsed = parseCsvRecord(record);
        Rejection why;
        if (parsed.brokenField > 0) {
            why = brokenRecord("Something stands behind a closing quote",
                               "Field " + std::to_string(parsed.brokenField) +
                                   " goes on behind its closing quote.");
        } else if (parsed.fields.size() != m_columns.size()) {
            why = brokenRecord("The record has " + std::to_string(parsed.fields.size()) +
                                   " fields, not " + std::to_string(m_columns.size()),
                               "The first line names " + std::to_string(m_columns.size()) +
                                   " columns.");
        } else if (auto rejection = readEvent(parsed.fields)) {
            why = std::move(*rejection);
        } else {
            return;
        }
        m_events.refuse(line, std::move(why), {}, record);
    }

    // The attributes are checked as those of an event in JSON are: one set of rules, one set of words.
    std::optional<Rejection> readEvent(std::vector<std::string> &fields)
    {
        std::string json = "{";
        if (m_version == m_columns.size())
            json += R"("specversion":"1.0")";
        const bool isOld = m_version < fields.size() && fields[m_version] == "0.3";
        std::optional<WallTime> received;
        std::string data;
        for (std::size_t at = 0; at < fields.size(); ++at) {
            const Column &column = m_columns[at];
            std::string &cell = fields[at];
            const auto wrong = [&](const char *title, const std::string &detail) {
                return brokenCell(at + 1, column.name, title, detail);
            };
            switch (column.kind) {
            case Column::Kind::Attribute:
                appendMember(json, column.name, cell);
                break;
            case Column::Kind::Optional:
                if (!cell.empty()) // the table calls the schema by one name for both versions
                    appendMember(json,
                                 isOld && column.name == "dataschema" ? "schemaurl" : column.name,
                                 cell);
                break;
            case Column::Kind::Extensions:
                if (cell.empty())
                    break;
                if (!cell.starts_with('{') || !isJson(cell))
                    return wrong("The extensions are no JSON object",
                                 quotedForReader(cell) + " is no JSON object.");
                appendMembers(json, cell);
                break;
            case Column::Kind::Received:
                if (cell.empty())
                    break;
                if (const auto time = parseTimestamp(cell))
                    received = *time;
                else
                    return wrong("received is not an RFC 3339 timestamp",
                                 quotedForReader(cell) + " " + std::string(time.error().why) + ".");
                break;
            case Column::Kind::Sequence:
                break;
            case Column::Kind::Data:
            case Column::Kind::DataBase64:
                if (cell.empty())
                    break;
                if (!data.empty())
                    return wrong("data and data_base64 are both there",
                                 "An event has one payload.");
                if (column.kind == Column::Kind::Data) {
                    data = std::move(cell);
                } else if (auto bytes = decodeBase64(cell)) {
                    data = std::move(*bytes);
                } else {
                    return wrong("data_base64 is not Base64",
                                 quotedForReader(cell) + " cannot be decoded.");
                }
                break;
            }
        }
        json += '}';
        auto event = decodeJsonEvent(json);
        if (!event) {
            Rejection why = std::move(event.error());
            why.place.bytes.reset(); // they count in what we made of the record
            return why;
        }
        if (event->dataForm != DataForm::None)
            return brokenRecord("The extensions hold data", "Data has columns of its own.");
        if (!data.empty()) {
            // Without a media type JSON is what an event in JSON says by that; other bytes are bytes.
            event->dataForm =
                !event->dataContentType && isJson(data) ? DataForm::Json : DataForm::Raw;
            event->data = {0, static_cast<std::uint32_t>(data.size())};
        }
        m_events.add(std::move(*event), data, ContentMode::Binary, EventFormat::None, received);
        return std::nullopt;
    }

    static void appendMember(std::string &json, const std::string &name, const std::string &value)
    {
        if (json.size() > 1)
            json += ',';
        appendJsonString(json, name);
        json += ':';
        appendJsonString(json, value);
    }

    /// The members of an object, without its brackets.
    static void appendMembers(std::string &json, std::string_view object)
    {
        object = object.substr(1, object.rfind('}') - 1);
        if (object.find_first_not_of(" \t\r\n") == std::string_view::npos)
            return;
        if (json.size() > 1)
            json += ',';
        json += object;
    }

    InputBytes &m_input;
    ImportedEvents &m_events;
    const ImportStep &m_onStep;
    std::vector<Column> m_columns;
    std::size_t m_version = 0; ///< the column specversion; their number if there is none
};

} // namespace

Result<void> readCsv(InputBytes &input, ImportedEvents &events, const ImportStep &onStep)
{
    return Reader(input, events, onStep).read();
}

} // namespace core
