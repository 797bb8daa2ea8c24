@NullMarked
package dev.waybill.files.assembly;

import org.jspecify.annotations.NullMarked;
