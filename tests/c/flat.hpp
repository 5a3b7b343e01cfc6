// The operations which take structures, called with the JSON of a vector.
//
// A request that a structure cannot say is not taken: one with a field that the structure lacks, or
// with a zero where zero means absent. A breakdown is left out, not refused: only JSON shows one.
#ifndef SILVERVINE_TEST_FLAT_HPP
#define SILVERVINE_TEST_FLAT_HPP

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <silvervine.hpp>
#include <string>

namespace flat {

using nlohmann::json;
using silvervine::Engine;

// The fields that each structure has; those with `true` are absent when zero.
using Fields = std::map<std::string, bool>;
inline const std::map<std::string, Fields> all = {
    {"wallet.balance", {{"userId", false}, {"asset", false}, {"asOfAtMs", true},
      {"breakdown", false}}},
    {"wallet.consume",
     {{"userId", false}, {"amount", false}, {"idempotencyKey", false}, {"asset", false},
      {"relatedEventId", false}, {"actionId", false}, {"note", false}, {"upTo", false}}},
    {"quota.get", {{"userId", false}, {"feature", false}}},
    {"quota.consume",
     {{"userId", false}, {"idempotencyKey", false}, {"feature", false}, {"amount", true},
      {"sessionId", false}, {"tokens", true}}},
    {"messages.append",
     {{"userId", false}, {"sessionId", false}, {"content", false}, {"role", false}, {"id", false},
      {"parentId", false}, {"model", false}, {"metadata", false}, {"idempotencyKey", false},
      {"tokens", true}, {"costMicros", true}, {"createdAtMs", true}}},
};

inline bool has(const std::string &operation) { return all.count(operation) > 0; }

inline bool takes(const std::string &operation, const json &request) {
    const auto &fields = all.at(operation);
    for (const auto &[name, value] : request.items()) {
        const auto field = fields.find(name);
        if (field == fields.end() || (field->second && value == 0)) return false;
    }
    return true;
}

// The fields of a request in the types of C. What it lends lives as long as it does.
class Reader {
public:
    explicit Reader(const json &request) : request_(request) {}

    SvId id(const char *name) const {
        const auto text = request_.value(name, std::string());
        return text.empty() ? SvId{} : silvervine::id(text);
    }
    SvText text(const char *name) {
        if (!request_.contains(name)) return SvText{nullptr, 0};
        const auto &value = request_[name];
        auto &kept = kept_[name];
        kept = value.is_string() ? value.get<std::string>() : value.dump();
        return silvervine::text(kept);
    }
    std::int64_t number(const char *name) const { return request_.value(name, std::int64_t{0}); }

private:
    const json &request_;
    std::map<std::string, std::string> kept_;
};

inline json call(const Engine &engine, const std::string &operation, const std::string &context,
                 const json &request) {
    Reader from(request);
    if (operation == "wallet.balance") {
        SvWalletBalanceRequest to{};
        to.user_id = from.id("userId");
        to.asset = from.text("asset");
        to.as_of_at_ms = from.number("asOfAtMs");
        const auto of = engine.wallet(context).balance(to);
        const auto status = of.status == SV_WALLET_STATUS_ACTIVE ? "active" : "another";
        return {{"balance", of.balance}, {"available", of.available}, {"held", of.held},
                {"level", of.level},     {"seq", of.seq},             {"status", status}};
    }
    if (operation == "wallet.consume") {
        SvWalletConsumeRequest to{};
        to.user_id = from.id("userId");
        to.amount = from.number("amount");
        to.idempotency_key = from.text("idempotencyKey");
        to.asset = from.text("asset");
        to.related_event_id = from.text("relatedEventId");
        to.action_id = from.text("actionId");
        to.note = from.text("note");
        to.up_to = request.value("upTo", false);
        const auto of = engine.wallet(context).consume(to);
        return {{"amount", of.amount}, {"balance", of.balance}, {"available", of.available},
                {"level", of.level},   {"seq", of.seq},         {"replayed", of.replayed}};
    }
    if (operation == "quota.get") {
        SvQuotaGetRequest to{};
        to.user_id = from.id("userId");
        to.feature = from.text("feature");
        const auto of = engine.quota(context).get(to);
        return {{"limit", of.limit}, {"used", of.used},
                {"remaining", of.remaining}, {"resetsAtMs", of.resets_at_ms},
                {"percent", of.percent}, {"today", of.today},
                {"totalUsed", of.total_used}, {"held", of.held},
                {"low", of.low}, {"exceeded", of.exceeded}};
    }
    if (operation == "quota.consume") {
        SvQuotaConsumeRequest to{};
        to.user_id = from.id("userId");
        to.idempotency_key = from.text("idempotencyKey");
        to.feature = from.text("feature");
        to.amount = from.number("amount");
        to.session_id = from.id("sessionId");
        to.tokens = from.number("tokens");
        const auto of = engine.quota(context).consume(to);
        return {{"limit", of.limit}, {"used", of.used},
                {"remaining", of.remaining}, {"resetsAtMs", of.resets_at_ms},
                {"totalUsed", of.total_used}, {"low", of.low},
                {"exceeded", of.exceeded}, {"replayed", of.replayed}};
    }
    SvMessagesAppendRequest to{};
    to.user_id = from.id("userId");
    to.session_id = from.id("sessionId");
    to.content = from.text("content");
    const auto role = request.value("role", std::string());
    to.role = role == "user" ? SV_MESSAGE_ROLE_USER : SV_MESSAGE_ROLE_ASSISTANT;
    to.id = from.id("id");
    to.parent_id = from.id("parentId");
    to.model = from.text("model");
    to.metadata = from.text("metadata");
    to.idempotency_key = from.text("idempotencyKey");
    to.tokens = from.number("tokens");
    to.cost_micros = from.number("costMicros");
    to.created_at_ms = from.number("createdAtMs");
    const auto of = engine.messages(context).append(to);
    return {{"message", {{"createdAtMs", of.created_at_ms}}}, {"replayed", of.replayed}};
}

}  // namespace flat

#endif  // SILVERVINE_TEST_FLAT_HPP
