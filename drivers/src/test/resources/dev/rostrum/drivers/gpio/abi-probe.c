/* Prints what the kernel's headers say of the structures and requests that GpioAbi and SpiDevice state. */
#include <linux/gpio.h>
#include <linux/spi/spidev.h>
#include <stddef.h>
#include <stdio.h>

#define PRINT(name, value) printf(name "=%llu\n", (unsigned long long)(value))

int main(void) {
    typedef struct gpio_v2_line_request request;
    typedef struct gpio_v2_line_config config;
    typedef struct gpio_v2_line_config_attribute attribute;
    PRINT("GET_CHIPINFO", (unsigned int)GPIO_GET_CHIPINFO_IOCTL);
    PRINT("GET_LINEINFO", (unsigned int)GPIO_V2_GET_LINEINFO_IOCTL);
    PRINT("GET_LINE", (unsigned int)GPIO_V2_GET_LINE_IOCTL);
    PRINT("GET_VALUES", (unsigned int)GPIO_V2_LINE_GET_VALUES_IOCTL);
    PRINT("SET_VALUES", (unsigned int)GPIO_V2_LINE_SET_VALUES_IOCTL);
    PRINT("CHIP_INFO_BYTES", sizeof(struct gpiochip_info));
    PRINT("CHIP_NAME", offsetof(struct gpiochip_info, name));
    PRINT("CHIP_LABEL", offsetof(struct gpiochip_info, label));
    PRINT("CHIP_LINES", offsetof(struct gpiochip_info, lines));
    PRINT("LINE_INFO_BYTES", sizeof(struct gpio_v2_line_info));
    PRINT("LINE_NAME", offsetof(struct gpio_v2_line_info, name));
    PRINT("LINE_CONSUMER", offsetof(struct gpio_v2_line_info, consumer));
    PRINT("LINE_OFFSET", offsetof(struct gpio_v2_line_info, offset));
    PRINT("LINE_FLAGS", offsetof(struct gpio_v2_line_info, flags));
    PRINT("REQUEST_BYTES", sizeof(request));
    PRINT("REQUEST_OFFSETS", offsetof(request, offsets));
    PRINT("REQUEST_CONSUMER", offsetof(request, consumer));
    PRINT("REQUEST_CONFIG", offsetof(request, config));
    PRINT("REQUEST_NUM_LINES", offsetof(request, num_lines));
    PRINT("REQUEST_EVENT_BUFFER", offsetof(request, event_buffer_size));
    PRINT("REQUEST_FD", offsetof(request, fd));
    PRINT("CONFIG_FLAGS", offsetof(config, flags));
    PRINT("CONFIG_NUM_ATTRS", offsetof(config, num_attrs));
    PRINT("CONFIG_ATTRS", offsetof(config, attrs));
    PRINT("ATTR_BYTES", sizeof(attribute));
    PRINT("ATTR_ID", offsetof(attribute, attr.id));
    PRINT("ATTR_VALUE", offsetof(attribute, attr.values));
    PRINT("ATTR_MASK", offsetof(attribute, mask));
    PRINT("VALUES_BYTES", sizeof(struct gpio_v2_line_values));
    PRINT("VALUES_BITS", offsetof(struct gpio_v2_line_values, bits));
    PRINT("VALUES_MASK", offsetof(struct gpio_v2_line_values, mask));
    PRINT("EVENT_BYTES", sizeof(struct gpio_v2_line_event));
    PRINT("EVENT_TIMESTAMP", offsetof(struct gpio_v2_line_event, timestamp_ns));
    PRINT("EVENT_ID", offsetof(struct gpio_v2_line_event, id));
    PRINT("EVENT_SEQNO", offsetof(struct gpio_v2_line_event, seqno));
    PRINT("RISING", GPIO_V2_LINE_EVENT_RISING_EDGE);
    PRINT("FALLING", GPIO_V2_LINE_EVENT_FALLING_EDGE);
    PRINT("FLAG_USED", GPIO_V2_LINE_FLAG_USED);
    PRINT("FLAG_ACTIVE_LOW", GPIO_V2_LINE_FLAG_ACTIVE_LOW);
    PRINT("FLAG_INPUT", GPIO_V2_LINE_FLAG_INPUT);
    PRINT("FLAG_OUTPUT", GPIO_V2_LINE_FLAG_OUTPUT);
    PRINT("FLAG_EDGE_RISING", GPIO_V2_LINE_FLAG_EDGE_RISING);
    PRINT("FLAG_EDGE_FALLING", GPIO_V2_LINE_FLAG_EDGE_FALLING);
    PRINT("FLAG_PULL_UP", GPIO_V2_LINE_FLAG_BIAS_PULL_UP);
    PRINT("FLAG_PULL_DOWN", GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN);
    PRINT("FLAG_BIAS_DISABLED", GPIO_V2_LINE_FLAG_BIAS_DISABLED);
    PRINT("ATTR_ID_OUTPUT_VALUES", GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES);
    PRINT("ATTR_ID_DEBOUNCE", GPIO_V2_LINE_ATTR_ID_DEBOUNCE);
    PRINT("WR_MAX_SPEED_HZ", (unsigned int)SPI_IOC_WR_MAX_SPEED_HZ);
    return 0;
}
