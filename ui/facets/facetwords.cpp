// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/facets/facetwords.h"

#include "ui/models/eventtext.h"

#include <QCoreApplication>

namespace ui {

namespace {

struct Facets {
    Q_DECLARE_TR_FUNCTIONS(Facets)
};

} // namespace

QString facetTitle(core::Facet facet)
{
    switch (facet) {
    case core::Facet::Type:
        return Facets::tr("Types");
    case core::Facet::Source:
        return Facets::tr("Sources");
    case core::Facet::Subject:
        return Facets::tr("Subjects");
    case core::Facet::ContentType:
        return Facets::tr("Content types");
    case core::Facet::Origin:
        return Facets::tr("Origins");
    }
    Q_UNREACHABLE();
}

QString facetAbsence(core::Facet facet)
{
    switch (facet) {
    case core::Facet::Subject:
        return Facets::tr("no subject");
    case core::Facet::ContentType:
        return Facets::tr("no content type");
    default:
        return Facets::tr("not known");
    }
}

QString moreWords(quint64 leftOut)
{
    return Facets::tr("%1 more…").arg(groupedNumber(leftOut));
}

} // namespace ui
