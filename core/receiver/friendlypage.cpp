// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/receiver/friendlypage.h"

namespace core {

std::string friendlyPage(std::string_view url, bool needsToken)
{
    // The empty icon keeps browsers from asking for one, which would be refused and shown as a problem.
    std::string page = R"(<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<title>Eventscope</title>
<style>body{font:16px/1.5 sans-serif;max-width:44em;margin:3em auto;padding:0 1em}
pre{background:#8882;padding:1em;overflow:auto}</style>
<h1>Eventscope receives events here</h1>
<p>This port takes CloudEvents by POST, on any path. They appear in the Eventscope window,
or on the output of <code>evs listen</code>. Send one:</p>
<pre>curl )";
    page += url;
    if (needsToken)
        page += " \\\n  -H \"Authorization: Bearer $(head -n 1 TOKEN-FILE)\"";
    page += R"( \
  -H 'ce-specversion: 1.0' -H 'ce-id: 1' -H 'ce-type: com.example.hello' -H 'ce-source: /curl' \
  -H 'Content-Type: application/json' -d '{"hello":"world"}'</pre>
<p>Or point a sender's <code>K_SINK</code> at <code>)";
    page += url;
    page += "</code>.</p>\n</html>\n";
    return page;
}

} // namespace core
