@NullMarked
package dev.waybill.files.upload;

import org.jspecify.annotations.NullMarked;
