package render

import (
	"hash/maphash"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// A page has a key: what its view says. Two views with one key give the same
// bytes, as long as templates, words and assets stay as they are, so a page
// whose key has not changed need not be rendered again. Keys hold for one
// process only.
//
// A view is plain data, so its key is a hash over its values. The walk over a
// type is worked out once and kept, as encoding/json does.

// Key stands for what a view says.
type Key [2]uint64

var seeds = [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}

// KeyOf returns the key of plain data: structs, slices, pointers, strings,
// numbers, maps with string keys.
func KeyOf(view any) Key {
	h := hashers.Get().(*hasher)
	defer hashers.Put(h)
	for i := range h.h {
		h.h[i].Reset()
	}
	h.add(reflect.ValueOf(view))
	return Key{h.h[0].Sum64(), h.h[1].Sum64()}
}

type hasher struct {
	h   [2]maphash.Hash
	buf [9]byte
}

var hashers = sync.Pool{New: func() any {
	h := new(hasher)
	for i := range h.h {
		h.h[i].SetSeed(seeds[i])
	}
	return h
}}

// walk adds a value of one type to a hash.
type walk func(h *hasher, v reflect.Value)

var walks sync.Map // reflect.Type → walk

func (h *hasher) add(v reflect.Value) {
	if !v.IsValid() {
		h.number('0', 0)
		return
	}
	walkOf(v.Type())(h, v)
}

func (h *hasher) number(tag byte, n uint64) {
	h.buf[0] = tag
	for i := range 8 {
		h.buf[1+i] = byte(n >> (8 * i))
	}
	h.h[0].Write(h.buf[:])
	h.h[1].Write(h.buf[:])
}

func (h *hasher) text(s string) {
	h.number('s', uint64(len(s)))
	h.h[0].WriteString(s)
	h.h[1].WriteString(s)
}

func walkOf(t reflect.Type) walk {
	if w, ok := walks.Load(t); ok {
		return w.(walk)
	}
	w := newWalk(t)
	walks.Store(t, w)
	return w
}

// newWalk works out how to walk a type. It looks up the types inside only when
// it runs, so that a type may hold itself.
func newWalk(t reflect.Type) walk {
	switch t.Kind() {
	case reflect.String:
		return func(h *hasher, v reflect.Value) { h.text(v.String()) }
	case reflect.Bool:
		return func(h *hasher, v reflect.Value) {
			n := uint64(0)
			if v.Bool() {
				n = 1
			}
			h.number('b', n)
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(h *hasher, v reflect.Value) { h.number('i', uint64(v.Int())) }
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return func(h *hasher, v reflect.Value) { h.number('u', v.Uint()) }
	case reflect.Float32, reflect.Float64:
		return func(h *hasher, v reflect.Value) { h.number('f', math.Float64bits(v.Float())) }
	case reflect.Slice, reflect.Array:
		return walkList(t.Elem())
	case reflect.Pointer, reflect.Interface:
		return func(h *hasher, v reflect.Value) {
			h.number('p', 0)
			h.add(v.Elem())
		}
	case reflect.Map:
		return walkMap
	case reflect.Struct:
		return walkStruct(t)
	}
	panic("render: a view may not hold a " + t.String()) // found by the first page of its kind
}

func walkList(elem reflect.Type) walk {
	return func(h *hasher, v reflect.Value) {
		h.number('l', uint64(v.Len()))
		if v.Len() == 0 {
			return
		}
		w := walkOf(elem)
		for i := range v.Len() {
			w(h, v.Index(i))
		}
	}
}

func walkMap(h *hasher, v reflect.Value) {
	h.number('m', uint64(v.Len()))
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	for _, k := range keys {
		h.text(k.String())
		h.add(v.MapIndex(k))
	}
}

func walkStruct(t reflect.Type) walk {
	fields := make([]walk, t.NumField())
	for i := range fields {
		ft := t.Field(i).Type
		if ft.Kind() == reflect.String {
			fields[i] = walkOf(ft)
			continue
		}
		fields[i] = func(h *hasher, v reflect.Value) { walkOf(ft)(h, v) }
	}
	return func(h *hasher, v reflect.Value) {
		for i, w := range fields {
			w(h, v.Field(i))
		}
	}
}
