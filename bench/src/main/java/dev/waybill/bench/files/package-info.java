/** What the measurement of the files workload is made of: files, who sends them, who receives them. */
@NullMarked
package dev.waybill.bench.files;

import org.jspecify.annotations.NullMarked;
