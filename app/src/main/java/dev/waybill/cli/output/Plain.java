package dev.waybill.cli.output;

/** Text that can do no harm where it is shown. */
public final class Plain {
    private Plain() {}

    /** Control characters, which could move the cursor or change the colour, are written as escapes. */
    public static String visible(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        var safe = new StringBuilder(text.length() + 8);
        text.chars().forEach(c -> {
            if (Character.isISOControl(c)) {
                safe.append(String.format("\\u%04x", c));
            } else {
                safe.append((char) c);
            }
        });
        return safe.toString();
    }

    /** A spreadsheet takes a cell that starts like this for a formula; an apostrophe in front says it is none. */
    static String noFormula(String text) {
        return !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
