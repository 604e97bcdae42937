// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/intake.h"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

/// Stands at the other end of an intake and keeps what comes in memory: either a group at a time, when the test says
/// so, or on a thread of its own.
class TestWriter {
public:
    explicit TestWriter(core::Intake &intake)
        : m_intake(intake)
    {
    }
    ~TestWriter()
    {
        m_intake.close();
        if (m_thread.joinable())
            m_thread.join();
    }

    /// From now on everything is committed as it comes.
    void start()
    {
        m_thread = std::thread([this] {
            for (;;) {
                auto commands = m_intake.takeAll();
                if (commands.empty())
                    return;
                decide(std::move(commands), core::Receipt::Outcome::Committed, false);
            }
        });
    }

    /// Decides what waits now, if anything does. `reversed`: the receipts come in the other order.
    void decideWaiting(core::Receipt::Outcome outcome = core::Receipt::Outcome::Committed,
                       bool reversed = false)
    {
        if (m_intake.waitingBytes() > 0)
            decide(m_intake.takeAll(), outcome, reversed);
    }

    std::vector<core::Message> messages() const
    {
        const std::lock_guard lock(m_mutex);
        return m_messages;
    }
    std::vector<core::Refusal> refusals() const
    {
        const std::lock_guard lock(m_mutex);
        return m_refusals;
    }

private:
    void decide(std::vector<core::LogCommand> &&commands, core::Receipt::Outcome outcome,
                bool reversed)
    {
        std::map<std::shared_ptr<core::Receipts>, std::vector<core::Receipt>> receipts;
        for (core::LogCommand &command : commands) {
            core::Receipt receipt;
            receipt.outcome = outcome;
            std::shared_ptr<core::Receipts> owner;
            const std::lock_guard lock(m_mutex);
            if (auto *append = std::get_if<core::AppendMessage>(&command)) {
                receipt.address = append->address;
                owner = append->receipts;
                if (outcome == core::Receipt::Outcome::Committed) {
                    if (!append->message.events.empty()) {
                        receipt.first = {m_sequence + 1};
                        m_sequence += append->message.events.size();
                        receipt.last = {m_sequence};
                    }
                    m_messages.push_back(std::move(append->message));
                } else {
                    receipt.reason = "The disk is full.";
                }
            } else {
                auto &refusal = std::get<core::AppendRefusal>(command);
                receipt.address = refusal.address;
                owner = refusal.receipts;
                m_refusals.push_back(std::move(refusal.refusal));
            }
            auto &list = receipts[owner];
            list.insert(reversed ? list.begin() : list.end(), receipt);
        }
        for (auto &[owner, list] : receipts) {
            if (owner)
                owner->put(std::move(list));
        }
    }

    core::Intake &m_intake;
    mutable std::mutex m_mutex;
    std::vector<core::Message> m_messages;
    std::vector<core::Refusal> m_refusals;
    std::uint64_t m_sequence = 0;
    std::thread m_thread;
};
