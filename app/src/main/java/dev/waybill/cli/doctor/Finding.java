package dev.waybill.cli.doctor;

/**
 * What a check found.
 *
 * @param check what was looked at, in a word or two
 * @param found what is there, and what was expected where that differs
 * @param next what to do; empty where nothing is to be done
 */
record Finding(String check, Verdict verdict, String found, String next) {
    static Finding ok(String check, String found) {
        return new Finding(check, Verdict.OK, found, "");
    }

    static Finding warning(String check, String found, String next) {
        return new Finding(check, Verdict.WARNING, found, next);
    }

    static Finding problem(String check, String found, String next) {
        return new Finding(check, Verdict.PROBLEM, found, next);
    }
}
