// The parity vectors through silvervine.hpp: each request by the method of its operation, by name,
// submitted, and with structures where the operation has them. All answer what the vector says.
//
//   vectors OPERATION VECTOR FOLDER    the vector's file, and a folder for stores
//   vectors --names                    the operations which have a method
#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include <cstdio>
#include <fstream>
#include <future>
#include <map>
#include <stdexcept>
#include <string>

#include "flat.hpp"
#include "operations.hpp"

using nlohmann::json;
using silvervine::Engine;

namespace {

// 2026-01-15T08:00:00Z, when every vector begins.
std::int64_t begin(void *) { return 1768464000000; }

// A response, or the JSON of an error: the same shape whichever way the call took.
struct Answer {
    bool ok;
    json value;
};

Answer told(const silvervine::Error &error) { return {false, json::parse(error.json())}; }

enum class Way { method, name, submitted, flat };

class Run {
public:
    Run(Way way, const std::string &path) : way_(way), path_(path), engine_(open(path)) {}

    json fill(const json &value) const {
        if (value.is_string()) {
            const auto &text = value.get_ref<const std::string &>();
            return text.rfind('$', 0) == 0 ? saved_.at(text.substr(1)) : value;
        }
        json filled = value;
        if (value.is_structured()) {
            for (auto &part : filled) part = fill(part);
        }
        return filled;
    }

    Answer call(const std::string &operation, const json &of) const {
        const json request = fill(of.at("request"));
        const auto context = of.contains("context") ? fill(of["context"]).dump() : std::string();
        try {
            switch (way_) {
                case Way::method: {
                    const auto method = operations::all.at(operation);
                    return {true, json::parse(method(engine_, context, request.dump()))};
                }
                case Way::name:
                    return {true, json::parse(engine_.call(operation, request.dump(), context))};
                case Way::submitted: return submit(operation, request, context);
                case Way::flat: return {true, flat::call(engine_, operation, context, request)};
            }
        } catch (const silvervine::Error &error) {
            return told(error);
        }
        throw std::logic_error("a call has one of four ways");
    }

    // Steps go by name: what they prepare is the same whichever way the tested call takes.
    void steps(const json &of) {
        for (const auto &step : of.value("setup", json::array())) {
            if (step.contains("sql")) {
                execute(step["sql"]);
                continue;
            }
            const auto context =
                step.contains("context") ? fill(step["context"]).dump() : std::string();
            const auto name = step.at("call").get<std::string>();
            const auto request = fill(step.at("request")).dump();
            const auto response = json::parse(engine_.call(name, request, context));
            const auto save = step.value("save", json::object());
            for (const auto &[key, pointer] : save.items()) {
                saved_[key] = response.at(json::json_pointer(pointer.get<std::string>()));
            }
        }
    }

private:
    static Engine open(const std::string &path) {
        silvervine::OpenOptions options;
        options.path = path;
        options.more.durability = SV_DURABILITY_OFF;
        options.more.clock = begin;
        return Engine::open(options);
    }

    // The code and the details of an outcome come one by one; `SV_OK` brings the response.
    Answer submit(const std::string &operation, const json &request,
                  const std::string &context) const {
        std::promise<silvervine::Outcome> promise;
        auto heard = [&](silvervine::Outcome outcome) { promise.set_value(std::move(outcome)); };
        engine_.submit(operation, request.dump(), heard, context);
        const auto outcome = promise.get_future().get();
        if (outcome.status == SV_OK) return {true, json::parse(outcome.response)};
        return {false, json::parse(outcome.error_json)};
    }

    void execute(const std::string &sql) const {
        sqlite3 *file = nullptr;
        bool done = sqlite3_open(path_.c_str(), &file) == SQLITE_OK;
        done = done && sqlite3_exec(file, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
        done = done && sqlite3_changes(file) > 0;
        sqlite3_close(file);
        if (!done) throw std::runtime_error(sql + " changed nothing");
    }

    Way way_;
    std::string path_;
    Engine engine_;
    std::map<std::string, json> saved_;
};

int checks = 0;

void require_equal(const json &found, const json &expected, const std::string &what) {
    checks++;
    if (found == expected) return;
    throw std::runtime_error(what + " is " + found.dump() + " and ought to be " + expected.dump());
}

// What stands at a pointer; null where nothing does.
json at(const json &value, const std::string &pointer) {
    const json::json_pointer place(pointer);
    return value.contains(place) ? value.at(place) : json();
}

void accepted(Way way, const std::string &operation, const json &vector, const std::string &path) {
    Run run(way, path);
    run.steps(vector);
    const auto answer = run.call(operation, vector);
    if (!answer.ok) throw std::runtime_error(operation + " answers " + answer.value.dump());
    for (const auto &[pointer, expected] : vector.at("expect").items()) {
        // A structure has fewer fields; what it has is compared.
        if (way == Way::flat && !answer.value.contains(json::json_pointer(pointer))) continue;
        require_equal(at(answer.value, pointer), run.fill(expected), operation + " " + pointer);
    }
}

void refused(Way way, const std::string &operation, const json &vector, const json &refusal,
             const std::string &path) {
    Run run(way, path);
    run.steps(vector);
    run.steps(refusal);
    const auto answer = run.call(operation, refusal);
    const auto what = operation + " " + refusal.at("request").dump();
    if (answer.ok) throw std::runtime_error(what + " is answered: " + answer.value.dump());
    require_equal(answer.value.at("code"), refusal.at("code"), what + " code");
    const auto details = refusal.value("details", json::object());
    for (const auto &[name, expected] : details.items()) {
        require_equal(at(answer.value, "/details/" + name), run.fill(expected), what + " " + name);
    }
}

void execute(Way way, const std::string &operation, const json &vector,
             const std::string &folder) {
    int stores = 0;
    const auto store = [&] {
        return folder + "/" + std::to_string(int(way)) + "-" + std::to_string(stores++) + ".db";
    };
    if (way != Way::flat || flat::takes(operation, vector.at("request"))) {
        accepted(way, operation, vector, store());
    }
    for (const auto &refusal : vector.value("refused", json::array())) {
        if (way == Way::flat && !flat::takes(operation, refusal.at("request"))) continue;
        refused(way, operation, vector, refusal, store());
    }
}

}  // namespace

int main(int argc, char **argv) {
    if (argc == 2 && std::string(argv[1]) == "--names") {
        for (const auto &[name, method] : operations::all) std::puts(name.c_str());
        return 0;
    }
    if (argc != 4) return 2;
    const std::string operation = argv[1], folder = argv[3];
    try {
        const auto vector = json::parse(std::ifstream(argv[2]));
        for (const auto way : {Way::method, Way::name, Way::submitted}) {
            execute(way, operation, vector, folder);
        }
        if (flat::has(operation)) {
            const int before = checks;
            execute(Way::flat, operation, vector, folder);
            if (checks == before) throw std::runtime_error("no request fits the structures");
        }
        std::printf("%s: %d comparisons\n", operation.c_str(), checks);
    } catch (const std::exception &error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
