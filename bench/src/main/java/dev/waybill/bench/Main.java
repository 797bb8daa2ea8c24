package dev.waybill.bench;
final class Main { public static void main(String[] a) throws Exception { TrackerBenchmark.measure(true).forEach(r -> System.out.println(r.line())); } }
