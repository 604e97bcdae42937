// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/broker/triggerfilter.h"
#include "core/broker/yamltree.h"

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace core::broker {

/// What a Trigger of Knative says (`eventing.knative.dev/v1alpha1`, `v1beta1`, `v1`) about which events it asks for.
struct TriggerManifest {
    std::string name;
    std::string nameSpace = "default";
    std::string broker = "default";
    TriggerFilter filter;
    YamlPlace place;
};

/// A manifest of another kind: nothing here reads it.
struct OtherManifest {
    std::string apiVersion;
    std::string kind;
    std::string name;
    YamlPlace place;
};

struct Manifests {
    std::vector<TriggerManifest> triggers;
    std::vector<OtherManifest> others;
};

/// Why a text cannot be read, or what in it Knative would refuse as well. A plain value.
struct ManifestError {
    YamlPlace place;
    std::string field; ///< `spec.filters[0].exact.my-name`; empty: the text as a whole
    std::string what;  ///< what is wrong and how to mend it: a sentence or two in English

    /// `line 7, column 5, spec.filters[0]: …`
    std::string message() const;
};

/// Reads manifests of Kubernetes, YAML or JSON: several documents, and Lists. Members that do not matter here are passed over,
/// as Kubernetes does; filters are read strictly: a member that is not understood would let through other events than
/// meant (Knative, Trigger; CloudEvents Subscriptions API §3.2.4.1). Pure; any thread.
[[nodiscard]] tl::expected<Manifests, ManifestError> readManifests(std::string_view text);

/// The filters of the `spec` of a Trigger of `eventing.knative.dev/VERSION`; `filters` replaces `filter` unless it is empty.
[[nodiscard]] tl::expected<TriggerFilter, ManifestError>
readTriggerFilter(const YamlNode &spec, std::string_view version);

} // namespace core::broker
