package dev.waybill.local.stac;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The collections of a catalogue; one exists as soon as it has an item. */
record Collections(Catalogue catalogue, Links links) {

    Answer list(Request request) throws Problem {
        int limit = limit(request.parameters().getOrDefault("limit", "10"));
        String after = request.parameters().getOrDefault("token", "");
        List<String> all = catalogue.collections();
        List<String> rest =
                all.stream().filter(name -> name.compareTo(after) > 0).toList();
        List<String> page = rest.subList(0, Math.min(limit, rest.size()));

        ObjectNode answer = JsonMapper.shared().createObjectNode();
        ArrayNode documents = answer.putArray("collections");
        page.forEach(name -> documents.add(document(name)));
        ArrayNode answerLinks = answer.putArray("links");
        answerLinks.add(links.link("root", links.base() + "/", Answer.JSON));
        answerLinks.add(links.link("self", links.base() + "/collections", Answer.JSON));
        if (page.size() < rest.size()) {
            String token = Links.encode(page.get(page.size() - 1));
            answerLinks.add(
                    links.link("next", links.base() + "/collections?limit=" + limit + "&token=" + token, Answer.JSON));
        }
        answer.put("numberReturned", page.size()).put("numberMatched", all.size());
        return Answer.json(answer);
    }

    private static int limit(String text) throws Problem {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // refused below, together with numbers that are too small
        }
        throw Problem.invalid("limit: expected 1 or more, got \"" + text + "\"");
    }

    Answer one(String name) throws Problem {
        if (!catalogue.collections().contains(name)) {
            throw Problem.notFound("collection " + name + " does not exist");
        }
        return Answer.json(document(name));
    }

    private ObjectNode document(String name) {
        ObjectNode document = JsonMapper.shared()
                .createObjectNode()
                .put("type", "Collection")
                .put("stac_version", LandingPage.STAC_VERSION)
                .put("id", name)
                .put("description", "Items of " + name)
                .put("license", "other");
        ObjectNode extent = document.putObject("extent");
        extent.putObject("spatial")
                .putArray("bbox")
                .addArray()
                .add(-180)
                .add(-90)
                .add(180)
                .add(90);
        extent.putObject("temporal").putArray("interval").addArray().addNull().addNull();
        document.putArray("links")
                .add(links.link("root", links.base() + "/", Answer.JSON))
                .add(links.link("parent", links.base() + "/", Answer.JSON))
                .add(links.link("self", links.collection(name), Answer.JSON));
        return document;
    }
}
