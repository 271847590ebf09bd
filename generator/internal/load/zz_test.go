package load
import ("testing";"time";"fmt")
func TestZZ(t *testing.T){ s:=time.Now(); r,_,p:=New().Load("/tmp/bigc",Options{}); fmt.Println(time.Since(s), len(r.Entities), len(p)) }
