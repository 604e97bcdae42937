// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/transfer/eventwriter.h"

#include "core/codec/jsonformat.h"
#include "core/transfer/eventcsv.h"
#include "core/transfer/rawrequestwriter.h"

namespace core {

namespace {

class NdjsonWriter final : public EventWriter {
public:
    void append(std::string &out, StoredEvent &&stored) override
    {
        appendJsonEvent(out, stored.event, stored.text);
        out += '\n';
    }
};

class JsonWriter final : public EventWriter {
public:
    void begin(std::string &out) override { out += "[\n"; }
    void append(std::string &out, StoredEvent &&stored) override
    {
        if (!m_isFirst)
            out += ",\n";
        m_isFirst = false;
        appendJsonEvent(out, stored.event, stored.text);
    }
    void end(std::string &out) override { out += "\n]\n"; }

private:
    bool m_isFirst = true;
};

class CsvWriter final : public EventWriter {
public:
    void begin(std::string &out) override { appendCsvHead(out); }
    void append(std::string &out, StoredEvent &&stored) override { appendCsvEvent(out, stored); }
};

} // namespace

std::unique_ptr<EventWriter> EventWriter::make(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Json:
        return std::make_unique<JsonWriter>();
    case ExportFormat::Csv:
        return std::make_unique<CsvWriter>();
    case ExportFormat::Raw:
        return std::make_unique<RawRequestWriter>();
    case ExportFormat::Ndjson:
        break;
    }
    return std::make_unique<NdjsonWriter>();
}

void EventWriter::begin(std::string &) {}

void EventWriter::end(std::string &) {}

} // namespace core
