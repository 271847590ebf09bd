package asset

// Scaling down, with the kernel of Catmull and Rom. golang.org/x/image/draw has
// it too, but counts in floating point: some processors join a multiplication
// and an addition into one step and round once instead of twice, and then two
// machines publish different bytes of one picture. Here weights are whole
// numbers of 1/16384, made from fractions without rounding anything twice.
//
// First all rows are scaled, then all columns. What lies between the two has
// six more bits, and room for what the kernel overshoots.

import (
	"image"
	"image/draw"
)

const (
	weightBits = 14
	extraBits  = 6
	// stripRows is how many rows are turned into plain colours at a time.
	stripRows = 16
)

// tap says which pixels make a new one, and how much each counts.
type tap struct {
	from    int
	weights []int32
}

// taps says how n pixels become m, which are no more.
func taps(n, m int) []tap {
	out := make([]tap, m)
	for i := range out {
		// The middle of new pixel i lies at (2i+1)·n/2m, and the kernel reaches
		// 2n/m to both sides of it.
		from, to := ((2*i+1)*n-4*n)/(2*m)-1, ((2*i+1)*n+4*n)/(2*m)+1
		from, to = max(from, 0), min(to, n-1)
		kernels, sum := make([]int64, 0, to-from+1), int64(0)
		for j := from; j <= to; j++ {
			k := kernel(int64((2*j+1)*m-(2*i+1)*n), int64(2*n))
			kernels, sum = append(kernels, k), sum+k
		}
		out[i] = tap{from, shares(kernels, sum)}
	}
	return out
}

// kernel is the value at a/b, in 1/65536.
func kernel(a, b int64) int64 {
	const one = 1 << 16
	x := max(a, -a) * one / b
	x2 := x * x / one
	x3 := x2 * x / one
	switch {
	case x < one:
		return (3*x3-5*x2)/2 + one
	case x < 2*one:
		return (5*x2-x3)/2 - 4*x + 2*one
	}
	return 0
}

// shares turns kernels into weights that add up to one; what rounding leaves
// over goes to the largest.
func shares(kernels []int64, sum int64) []int32 {
	out, rest, largest := make([]int32, len(kernels)), int32(1<<weightBits), 0
	for i, k := range kernels {
		out[i] = int32(k << weightBits / sum)
		rest -= out[i]
		if k > kernels[largest] {
			largest = i
		}
	}
	out[largest] += rest
	return out
}

// scale returns a picture in a size that is no larger than its own.
func scale(img image.Image, width, height int) *image.RGBA {
	return scaleColumns(scaleRows(img, width), width, height)
}

// scaleRows gives all rows of a picture their new width.
func scaleRows(img image.Image, width int) []int16 {
	b := img.Bounds()
	out := make([]int16, 0, 4*width*b.Dy())
	strip := image.NewRGBA(image.Rect(0, 0, b.Dx(), stripRows))
	columns := taps(b.Dx(), width)
	for y := 0; y < b.Dy(); y += stripRows {
		draw.Draw(strip, strip.Bounds(), img, b.Min.Add(image.Pt(0, y)), draw.Src)
		for row := range min(stripRows, b.Dy()-y) {
			pix := strip.Pix[row*strip.Stride:]
			for _, t := range columns {
				var sum [4]int32
				for i, w := range t.weights {
					p := pix[4*(t.from+i):][:4]
					sum[0] += w * int32(p[0])
					sum[1] += w * int32(p[1])
					sum[2] += w * int32(p[2])
					sum[3] += w * int32(p[3])
				}
				for _, s := range sum {
					out = append(out, int16(s>>(weightBits-extraBits)))
				}
			}
		}
	}
	return out
}

// scaleColumns gives all columns their new height.
func scaleColumns(rows []int16, width, height int) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	sums := make([]int32, 4*width)
	for y, t := range taps(len(rows)/(4*width), height) {
		clear(sums)
		for i, w := range t.weights {
			for x, v := range rows[(t.from+i)*4*width:][:4*width] {
				sums[x] += w * int32(v)
			}
		}
		pix := out.Pix[y*out.Stride:]
		for x := 0; x < len(sums); x += 4 {
			alpha := bounded(sums[x+3], 255)
			for c := range 3 {
				pix[x+c] = uint8(bounded(sums[x+c], alpha))
			}
			pix[x+3] = uint8(alpha)
		}
	}
	return out
}

// bounded rounds a sum to a colour from 0 to most.
func bounded(sum, most int32) int32 {
	const bits = weightBits + extraBits
	return min(max((sum+1<<(bits-1))>>bits, 0), most)
}
