// Generated from core/src/ops/table.rs by tests/codegen. Edit the table.
//
// The C++ method of each operation, by the name of the operation.
#ifndef SILVERVINE_TEST_OPERATIONS_HPP
#define SILVERVINE_TEST_OPERATIONS_HPP

#include <map>
#include <silvervine.hpp>
#include <string>
#include <string_view>

namespace operations {

using silvervine::Engine;
using Text = std::string_view;
using Method = std::string (*)(const Engine &, Text context, Text request);

inline const std::map<std::string, Method> all = {
    {"users.register",
     [](const Engine &e, Text cx, Text request) { return e.users(cx).register_(request); }},
    {"users.get",
     [](const Engine &e, Text cx, Text request) { return e.users(cx).get(request); }},
    {"users.find",
     [](const Engine &e, Text cx, Text request) { return e.users(cx).find(request); }},
    {"tenants.create",
     [](const Engine &e, Text cx, Text request) { return e.tenants(cx).create(request); }},
    {"tenants.get",
     [](const Engine &e, Text cx, Text request) { return e.tenants(cx).get(request); }},
    {"members.add",
     [](const Engine &e, Text cx, Text request) { return e.members(cx).add(request); }},
    {"members.set_role",
     [](const Engine &e, Text cx, Text request) { return e.members(cx).set_role(request); }},
    {"wallet.balance",
     [](const Engine &e, Text cx, Text request) { return e.wallet(cx).balance(request); }},
    {"wallet.grant",
     [](const Engine &e, Text cx, Text request) { return e.wallet(cx).grant(request); }},
    {"wallet.consume",
     [](const Engine &e, Text cx, Text request) { return e.wallet(cx).consume(request); }},
    {"wallet.history",
     [](const Engine &e, Text cx, Text request) { return e.wallet(cx).history(request); }},
    {"wallet.verify",
     [](const Engine &e, Text cx, Text request) { return e.wallet(cx).verify(request); }},
    {"quota.get",
     [](const Engine &e, Text cx, Text request) { return e.quota(cx).get(request); }},
    {"quota.consume",
     [](const Engine &e, Text cx, Text request) { return e.quota(cx).consume(request); }},
    {"quota.set_plan",
     [](const Engine &e, Text cx, Text request) { return e.quota(cx).set_plan(request); }},
    {"quota.logs",
     [](const Engine &e, Text cx, Text request) { return e.quota(cx).logs(request); }},
    {"quota.stats",
     [](const Engine &e, Text cx, Text request) { return e.quota(cx).stats(request); }},
    {"quota.purchase",
     [](const Engine &e, Text cx, Text request) { return e.quota(cx).purchase(request); }},
    {"quota.hold",
     [](const Engine &e, Text cx, Text request) { return e.quota(cx).hold(request); }},
    {"quota.capture",
     [](const Engine &e, Text cx, Text request) { return e.quota(cx).capture(request); }},
    {"quota.release",
     [](const Engine &e, Text cx, Text request) { return e.quota(cx).release(request); }},
    {"quota.transfer",
     [](const Engine &e, Text cx, Text request) { return e.quota(cx).transfer(request); }},
    {"quota.reset_expired",
     [](const Engine &e, Text cx, Text request) { return e.quota(cx).reset_expired(request); }},
    {"quota.health",
     [](const Engine &e, Text cx, Text request) { return e.quota(cx).health(request); }},
    {"quota.init_all",
     [](const Engine &e, Text cx, Text request) { return e.quota(cx).init_all(request); }},
    {"plans.set",
     [](const Engine &e, Text cx, Text request) { return e.plans(cx).set(request); }},
    {"plans.list",
     [](const Engine &e, Text cx, Text request) { return e.plans(cx).list(request); }},
    {"sessions.create",
     [](const Engine &e, Text cx, Text request) { return e.sessions(cx).create(request); }},
    {"sessions.get",
     [](const Engine &e, Text cx, Text request) { return e.sessions(cx).get(request); }},
    {"sessions.list",
     [](const Engine &e, Text cx, Text request) { return e.sessions(cx).list(request); }},
    {"sessions.end",
     [](const Engine &e, Text cx, Text request) { return e.sessions(cx).end(request); }},
    {"messages.append",
     [](const Engine &e, Text cx, Text request) { return e.messages(cx).append(request); }},
    {"messages.append_many",
     [](const Engine &e, Text cx, Text request) { return e.messages(cx).append_many(request); }},
    {"messages.list",
     [](const Engine &e, Text cx, Text request) { return e.messages(cx).list(request); }},
    {"settings.set",
     [](const Engine &e, Text cx, Text request) { return e.settings(cx).set(request); }},
    {"settings.get",
     [](const Engine &e, Text cx, Text request) { return e.settings(cx).get(request); }},
    {"settings.list",
     [](const Engine &e, Text cx, Text request) { return e.settings(cx).list(request); }},
};

}  // namespace operations

#endif  // SILVERVINE_TEST_OPERATIONS_HPP
