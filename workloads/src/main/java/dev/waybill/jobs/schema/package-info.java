/** The schema bnp: numbered steps that lead to it, and the functions under the seed's names. */
@NullMarked
package dev.waybill.jobs.schema;

import org.jspecify.annotations.NullMarked;
