def convolve(image, kernels, stride, padding):
    channels, high, wide = len(image), len(image[0]), len(image[0][0])
    down, across = len(kernels[0][0]), len(kernels[0][0][0])

    def at(c, y, x):
        return image[c][y][x] if 0 <= y < high and 0 <= x < wide else 0

    tops = range(-padding, high + padding - down + 1, stride)
    lefts = range(-padding, wide + padding - across + 1, stride)
    inside = [(c, y, x) for c in range(channels) for y in range(down) for x in range(across)]
    patches = [[[at(c, top + y, left + x) for c, y, x in inside] for left in lefts] for top in tops]
    flat = [[kernel[c][y][x] for c, y, x in inside] for kernel in kernels]
    return [
        [[sum(w * v for w, v in zip(kernel, patch)) for patch in row] for row in patches]
        for kernel in flat
    ]
