/** The files workload: data files in chunks over a topic, as OpenMSIStream has them. */
@NullMarked
package dev.waybill.files;

import org.jspecify.annotations.NullMarked;
