package dev.waybill.jobs.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command whose words have places such as {@code {src}} for what a job is about. No shell reads it, so a path never becomes
 * more than the word, or part of a word, that its place is in.
 *
 * @param words the program and its arguments
 */
public record CommandTemplate(List<String> words) {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

    public CommandTemplate {
        words = List.copyOf(words);
        if (words.isEmpty() || words.get(0).isBlank()) {
            throw new IllegalArgumentException("expected a command, got none");
        }
    }

    /** The words for one job. A place that {@code values} does not know stays as it is: braces mean something elsewhere too. */
    List<String> words(Map<String, String> values) {
        return words.stream().map(word -> filled(word, values)).toList();
    }

    /** A text with its places filled. */
    static String filled(String text, Map<String, String> values) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), place.group())));
    }

    /** The places of a text, in their order. */
    static List<String> places(String text) {
        var places = new ArrayList<String>();
        var matcher = PLACE.matcher(text);
        while (matcher.find()) {
            places.add(matcher.group(1));
        }
        return places;
    }
}
