// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/facets/facet.h"

#include <QtGlobal>

namespace core {

RowInput inputOf(Facet facet)
{
    switch (facet) {
    case Facet::Type:
        return RowInput::Type;
    case Facet::Source:
        return RowInput::Source;
    case Facet::Subject:
        return RowInput::Subject;
    case Facet::ContentType:
        return RowInput::ContentType;
    case Facet::Origin:
        return RowInput::Origin;
    }
    Q_UNREACHABLE();
}

const Dictionary &valuesOf(const Columns &columns, Facet facet)
{
    switch (facet) {
    case Facet::Type:
        return columns.types;
    case Facet::Source:
        return columns.sources;
    case Facet::Subject:
        return columns.subjects;
    case Facet::ContentType:
        return columns.contentTypes;
    case Facet::Origin:
        return columns.connections;
    }
    Q_UNREACHABLE();
}

std::string_view operandOf(Facet facet)
{
    switch (facet) {
    case Facet::Type:
        return "type";
    case Facet::Source:
        return "source";
    case Facet::Subject:
        return "subject";
    case Facet::ContentType:
        return "datacontenttype";
    case Facet::Origin:
        return "ORIGIN()";
    }
    Q_UNREACHABLE();
}

std::optional<Facet> facetOf(std::string_view operand)
{
    for (const Facet facet : AllFacets) {
        if (operandOf(facet) == operand)
            return facet;
    }
    return std::nullopt;
}

bool isOptional(Facet facet)
{
    return facet == Facet::Subject || facet == Facet::ContentType;
}

} // namespace core
