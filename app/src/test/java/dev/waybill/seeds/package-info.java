/** What the documents print that Waybill answers to, run line by line: see {@code docs/migrate}. */
@NullMarked
package dev.waybill.seeds;

import org.jspecify.annotations.NullMarked;
