// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/avro/avrovalue.h"

#include "core/codec/jsonstring.h"

#include <array>
#include <charconv>
#include <cstdint>

namespace core {

namespace {

/// Appends to a text that may not be wanted.
class JsonOut {
public:
    explicit JsonOut(std::string *json)
        : m_json(json)
    {
    }
    void text(std::string_view raw)
    {
        if (m_json)
            *m_json += raw;
    }
    void string(std::string_view value)
    {
        if (m_json)
            appendJsonString(*m_json, value);
    }
    void number(double value)
    {
        if (m_json)
            appendJsonNumber(*m_json, value);
    }

private:
    std::string *m_json;
};

// What cloudevents.avsc can hold: data is a map or an array at the top; values of the map are scalars or the record
// AvroCloudEventData, which is a map again, and whose values may be maps and arrays of that record.

class ValuePasser {
public:
    ValuePasser(AvroReader &reader, std::string *json, std::size_t maxDepth)
        : m_reader(reader)
        , m_out(json)
        , m_maxDepth(maxDepth)
    {
    }

    bool pass(AvroDataType type)
    {
        switch (type) {
        case AvroDataType::Null:
            return scalar(Scalar::Null);
        case AvroDataType::Boolean:
            return scalar(Scalar::Boolean);
        case AvroDataType::Double:
            return scalar(Scalar::Double);
        case AvroDataType::String:
            return scalar(Scalar::String);
        case AvroDataType::Map:
            return items('{', [this] { return valueOfMap(); });
        case AvroDataType::Array:
            return items('[', [this] { return record(); });
        case AvroDataType::Bytes:
        case AvroDataType::Count:
            break;
        }
        return false;
    }

private:
    enum class Scalar : std::uint8_t { Null, Boolean, Double, String };

    bool scalar(Scalar type)
    {
        switch (type) {
        case Scalar::Null:
            m_out.text("null");
            return true;
        case Scalar::Boolean: {
            const auto value = m_reader.takeBoolean();
            m_out.text(value.value_or(false) ? "true" : "false");
            return value.has_value();
        }
        case Scalar::Double: {
            const auto value = m_reader.takeDouble();
            if (value)
                m_out.number(*value);
            return value.has_value();
        }
        case Scalar::String: {
            const auto value = m_reader.takeString();
            if (value)
                m_out.string(m_reader.textOf(*value));
            return value.has_value();
        }
        }
        return false;
    }

    /// All items of a map ('{', each with its key) or an array ('[').
    template<typename PassItem>
    bool items(char open, PassItem passItem)
    {
        if (m_depth >= m_maxDepth) {
            m_reader.fail(AvroFault::Kind::TooDeep, m_reader.at());
            return false;
        }
        ++m_depth;
        m_out.text(open == '{' ? "{" : "[");
        bool isFirst = true;
        for (AvroBlocks blocks(m_reader); blocks.next(); isFirst = false) {
            if (!isFirst)
                m_out.text(",");
            if (open == '{') {
                const auto key = m_reader.takeString();
                if (!key)
                    return false;
                m_out.string(m_reader.textOf(*key));
                m_out.text(":");
            }
            if (!passItem())
                return false;
        }
        m_out.text(open == '{' ? "}" : "]");
        --m_depth;
        return !m_reader.fault();
    }

    /// The record AvroCloudEventData: its one field is a map.
    bool record()
    {
        return items('{', [this] { return valueOfRecord(); });
    }

    bool valueOfMap()
    {
        const auto branch = m_reader.takeBranch(5);
        if (!branch)
            return false;
        switch (*branch) {
        case 0:
            return scalar(Scalar::Null);
        case 1:
            return scalar(Scalar::Boolean);
        case 2:
            return record();
        case 3:
            return scalar(Scalar::Double);
        default:
            return scalar(Scalar::String);
        }
    }

    bool valueOfRecord()
    {
        const auto branch = m_reader.takeBranch(6);
        if (!branch)
            return false;
        switch (*branch) {
        case 0:
            return scalar(Scalar::Null);
        case 1:
            return scalar(Scalar::Boolean);
        case 2:
            return items('{', [this] { return record(); });
        case 3:
            return items('[', [this] { return record(); });
        case 4:
            return scalar(Scalar::Double);
        default:
            return scalar(Scalar::String);
        }
    }

    AvroReader &m_reader;
    JsonOut m_out;
    const std::size_t m_maxDepth;
    std::size_t m_depth = 0;
};

} // namespace

void appendJsonNumber(std::string &out, double value)
{
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    out.append(buffer.data(), end);
}

bool passAvroValue(AvroReader &reader, AvroDataType type, std::string *json, std::size_t maxDepth)
{
    return ValuePasser(reader, json, maxDepth).pass(type);
}

std::string jsonOfAvro(std::string_view value)
{
    std::string json;
    AvroReader reader(value);
    const auto type = reader.takeBranch(static_cast<std::size_t>(AvroDataType::Count));
    if (!type || !passAvroValue(reader, static_cast<AvroDataType>(*type), &json))
        return {};
    return json;
}

} // namespace core
