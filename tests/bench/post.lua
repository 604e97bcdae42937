-- SPDX-FileCopyrightText: 2026 The Eventscope authors
-- SPDX-License-Identifier: Apache-2.0
--
-- For wrk: binary-mode events of about 0.7 kB, head included. Argument `unique` numbers them, `same` repeats one id.
local prefix, suffix, unique
local number = 0

function init(arguments)
  unique = arguments[1] ~= "same"
  local note = string.rep("what happened, and to whom it happened. ", 7)
  local body = '{"order":4711,"total":129.95,"currency":"EUR","express":false,"note":"' .. note .. '"}'
  prefix = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nce-specversion: 1.0\r\nce-id: "
  suffix = "\r\nce-source: /shop/checkout\r\nce-type: com.example.order.placed\r\n"
    .. "ce-subject: orders/4711\r\nce-time: 2026-03-01T12:30:45.123Z\r\n"
    .. "Content-Type: application/json\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
end

function request()
  if unique then number = number + 1 end
  return prefix .. "b-" .. number .. suffix
end

