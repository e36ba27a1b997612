//! ML coding: layers and what flows back through them.

use std::collections::HashMap;

use super::Solver;
use super::args::{self, Args};
use super::literal::Value;
use super::matrix::{Matrix, assert_near, dot, product, slope, slopes, sum, transposed};
use super::rng::Rng;
use super::steps::{step, walks};

pub(super) const SOLVERS: &[Solver] = &[
    Solver {
        id: "adapter-gradients",
        brute: |a| Adapter::of(a).merged().into(),
        better: |a| Adapter::of(a).narrow().into(),
        random: |rng| {
            let [n, d, o, r] = [(); 4].map(|()| rng.size(1, 4));
            Args::of([
                ("inputs", rng.matrix(n, d, 3.0).into()),
                ("weight", rng.matrix(o, d, 3.0).into()),
                ("down", rng.matrix(r, d, 3.0).into()),
                ("up", rng.matrix(o, r, 3.0).into()),
                ("alpha", rng.pick(&[0.5, 2.0, 16.0]).into()),
                ("upstream", rng.matrix(n, o, 3.0).into()),
            ])
        },
    },
    Solver {
        id: "convolution-layer",
        brute: |a| Convolution::of(a).by_loops().into(),
        better: |a| Convolution::of(a).by_patches().into(),
        random: |rng| {
            let (channels, kernels) = (rng.size(1, 2), rng.size(1, 2));
            let [down, across] = [(); 2].map(|()| rng.size(1, 3));
            let padding = rng.size(0, 2);
            let [high, wide] = [down, across]
                .map(|least| least.saturating_sub(2 * padding).max(1) + rng.size(0, 3));
            let mut cube = |high: usize, wide: usize| -> Vec<Vec<Vec<i64>>> {
                let rows = |rng: &mut Rng| rng.list(high, high, |rng| rng.ints(wide, wide, -5, 5));
                rng.list(channels, channels, rows)
            };
            Args::of([
                ("image", cube(high, wide).into()),
                ("kernels", (0..kernels).map(|_| cube(down, across)).collect::<Vec<_>>().into()),
                ("stride", rng.size(1, 3).into()),
                ("padding", padding.into()),
            ])
        },
    },
    Solver {
        id: "tiny-autograd",
        brute: |a| Graph::of(a).forward().into(),
        better: |a| Graph::of(a).backward().into(),
        random: random_graph,
    },
];

fn scaled(a: &[Vec<f64>], by: f64) -> Matrix {
    a.iter().map(|row| row.iter().map(|x| x * by).collect()).collect()
}

struct Adapter {
    inputs: Matrix,
    weight: Matrix,
    down: Matrix,
    up: Matrix,
    upstream: Matrix,
    scale: f64,
}

impl Adapter {
    fn of(a: &Args) -> Adapter {
        let [inputs, weight, down, up, upstream] =
            ["inputs", "weight", "down", "up", "upstream"].map(|of| a.rows(of, args::floats));
        let scale = a.float("alpha") / down.len() as f64;
        Adapter { inputs, weight, down, up, upstream, scale }
    }

    fn outputs(&self, down: &[Vec<f64>], up: &[Vec<f64>]) -> Matrix {
        let merged = sum(&self.weight, &scaled(&product(up, down), self.scale));
        product(&self.inputs, &transposed(&merged))
    }

    fn merged(&self) -> [Matrix; 3] {
        let slopes = scaled(&product(&transposed(&self.upstream), &self.inputs), self.scale);
        let down = product(&transposed(&self.up), &slopes);
        [self.outputs(&self.down, &self.up), down, product(&slopes, &transposed(&self.down))]
    }

    fn narrow(&self) -> [Matrix; 3] {
        let hidden = scaled(&product(&self.inputs, &transposed(&self.down)), self.scale);
        let frozen = product(&self.inputs, &transposed(&self.weight));
        let back = scaled(&product(&self.upstream, &self.up), self.scale);
        [
            sum(&frozen, &product(&hidden, &transposed(&self.up))),
            product(&transposed(&back), &self.inputs),
            product(&transposed(&self.upstream), &hidden),
        ]
    }
}

#[test]
fn gradients_of_an_adapter_are_slopes_of_what_upstream_weighs() {
    let mut rng = Rng::new(8);
    let [inputs, weight] = [rng.matrix(3, 4, 2.0), rng.matrix(2, 4, 2.0)];
    let [down, up, upstream] =
        [rng.matrix(2, 4, 2.0), rng.matrix(2, 2, 2.0), rng.matrix(3, 2, 2.0)];
    let adapter = Adapter { inputs, weight, down, up, upstream, scale: 1.5 };
    let loss = |outputs: Matrix| -> f64 {
        outputs.iter().zip(&adapter.upstream).map(|(row, slopes)| dot(row, slopes)).sum()
    };
    for [_, down, up] in [adapter.merged(), adapter.narrow()] {
        let expected = slopes(&adapter.down, |down| loss(adapter.outputs(down, &adapter.up)));
        assert_near(&down, &expected, "down");
        let expected = slopes(&adapter.up, |up| loss(adapter.outputs(&adapter.down, up)));
        assert_near(&up, &expected, "up");
    }
}

type Cube = Vec<Vec<Vec<i64>>>;

struct Convolution {
    image: Cube,
    kernels: Vec<Cube>,
    stride: usize,
    padding: usize,
}

fn cube(value: &Value) -> Cube {
    let rows = |channel: &Value| args::list(channel).iter().map(args::ints).collect();
    args::list(value).iter().map(rows).collect()
}

impl Convolution {
    fn of(a: &Args) -> Convolution {
        let (image, kernels) = (cube(a.value("image")), a.rows("kernels", cube));
        Convolution { image, kernels, stride: a.size("stride"), padding: a.size("padding") }
    }

    /// Upper left corners in the padded image, down and across.
    fn corners(&self) -> [Vec<usize>; 2] {
        let (image, kernel) = (&self.image[0], &self.kernels[0][0]);
        let sides = [(image.len(), kernel.len()), (image[0].len(), kernel[0].len())];
        sides.map(|(long, own)| (0..=long + 2 * self.padding - own).step_by(self.stride).collect())
    }

    fn by_loops(&self) -> Cube {
        let (high, wide) = (self.image[0].len(), self.image[0][0].len());
        let mut padded =
            vec![vec![vec![0; wide + 2 * self.padding]; high + 2 * self.padding]; self.image.len()];
        for (padded, channel) in padded.iter_mut().zip(&self.image) {
            for (y, row) in channel.iter().enumerate() {
                padded[y + self.padding][self.padding..][..wide].copy_from_slice(row);
            }
        }
        let [tops, lefts] = self.corners();
        let at = |kernel: &Cube, top: usize, left: usize| {
            let mut sum = 0;
            for (c, channel) in kernel.iter().enumerate() {
                for (y, row) in channel.iter().enumerate() {
                    for (x, weight) in row.iter().enumerate() {
                        sum += weight * padded[c][top + y][left + x];
                    }
                }
            }
            sum
        };
        let of = |kernel: &Cube| -> Vec<Vec<i64>> {
            let row = |&top: &usize| lefts.iter().map(|&left| at(kernel, top, left)).collect();
            tops.iter().map(row).collect()
        };
        self.kernels.iter().map(of).collect()
    }

    fn by_patches(&self) -> Cube {
        let [tops, lefts] = self.corners();
        let inside = |c: usize, y: usize, x: usize| {
            let row = y.checked_sub(self.padding).and_then(|y| self.image[c].get(y));
            row.and_then(|row| row.get(x.checked_sub(self.padding)?)).copied().unwrap_or(0)
        };
        let mut patches: Vec<Vec<i64>> = Vec::new();
        for top in &tops {
            for left in &lefts {
                let mut patch = Vec::new();
                for (c, channel) in self.kernels[0].iter().enumerate() {
                    for (y, row) in channel.iter().enumerate() {
                        patch.extend((0..row.len()).map(|x| inside(c, top + y, left + x)));
                    }
                }
                patches.push(patch);
            }
        }
        let of = |kernel: &Cube| -> Vec<Vec<i64>> {
            let flat: Vec<i64> = kernel.iter().flatten().flatten().copied().collect();
            let at = |patch: &Vec<i64>| patch.iter().zip(&flat).map(|(a, b)| a * b).sum();
            let places: Vec<i64> = patches.iter().map(at).collect();
            places.chunks(lefts.len()).map(<[i64]>::to_vec).collect()
        };
        self.kernels.iter().map(of).collect()
    }
}

struct Node {
    operation: String,
    /// Positions of what it is applied to.
    given: Vec<usize>,
    /// Of an input.
    number: f64,
}

struct Graph {
    nodes: Vec<Node>,
    output: usize,
}

fn value_of(operation: &str, x: &[f64]) -> f64 {
    match operation {
        "add" => x[0] + x[1],
        "sub" => x[0] - x[1],
        "mul" => x[0] * x[1],
        "exp" => x[0].exp(),
        "log" => x[0].ln(),
        _ => x[0].max(0.0),
    }
}

fn slopes_of(operation: &str, x: &[f64]) -> Vec<f64> {
    match operation {
        "add" => vec![1.0, 1.0],
        "sub" => vec![1.0, -1.0],
        "mul" => vec![x[1], x[0]],
        "exp" => vec![x[0].exp()],
        "log" => vec![1.0 / x[0]],
        _ => vec![f64::from(u8::from(x[0] > 0.0))],
    }
}

impl Graph {
    fn of(a: &Args) -> Graph {
        let lines: Vec<&[Value]> = a.list("nodes").iter().map(args::list).collect();
        let place: HashMap<&str, usize> =
            lines.iter().enumerate().map(|(i, line)| (args::text(&line[0]), i)).collect();
        let node = |line: &&[Value]| {
            let is_input = args::text(&line[1]) == "input";
            let sources = if is_input { &[] } else { &line[2..] };
            Node {
                operation: args::text(&line[1]).to_owned(),
                given: sources.iter().map(|source| place[args::text(source)]).collect(),
                number: if is_input { args::float(&line[2]) } else { 0.0 },
            }
        };
        let output = place[a.text("output")];
        Graph { nodes: lines.iter().map(node).collect(), output }
    }

    fn inputs(&self) -> impl Iterator<Item = usize> {
        let is_input = |&i: &usize| self.nodes[i].operation == "input";
        (0..self.nodes.len()).filter(is_input)
    }

    fn values(&self, order: &[usize]) -> Vec<f64> {
        let mut values = vec![0.0; self.nodes.len()];
        for &i in order {
            let node = &self.nodes[i];
            values[i] = if node.given.is_empty() {
                node.number
            } else {
                value_of(&node.operation, &self.given(node, &values))
            };
        }
        values
    }

    fn given(&self, node: &Node, values: &[f64]) -> Vec<f64> {
        node.given.iter().map(|&source| values[source]).collect()
    }

    /// Each node after all that it uses: by counting what is open.
    fn order(&self) -> Vec<usize> {
        let mut users = vec![Vec::new(); self.nodes.len()];
        let mut open: Vec<usize> = self.nodes.iter().map(|node| node.given.len()).collect();
        for (i, node) in self.nodes.iter().enumerate() {
            node.given.iter().for_each(|&source| users[source].push(i));
        }
        let mut ready: Vec<usize> = self.inputs().collect();
        let mut next = 0;
        while let Some(&i) = ready.get(next) {
            next += 1;
            for &user in &users[i] {
                open[user] -= 1;
                if open[user] == 0 {
                    ready.push(user);
                }
            }
        }
        ready
    }

    /// Pairs of value and derivative with respect to one input after the other, by recursion.
    fn forward(&self) -> Vec<f64> {
        let by = self.inputs().map(|input| self.pair(self.output, input).1);
        let value = self.pair(self.output, self.nodes.len()).0;
        std::iter::once(value).chain(by).collect()
    }

    fn pair(&self, at: usize, input: usize) -> (f64, f64) {
        step();
        let node = &self.nodes[at];
        if node.given.is_empty() {
            return (node.number, f64::from(u8::from(at == input)));
        }
        let (x, by): (Vec<f64>, Vec<f64>) =
            node.given.iter().map(|&source| self.pair(source, input)).unzip();
        (value_of(&node.operation, &x), dot(&slopes_of(&node.operation, &x), &by))
    }

    fn backward(&self) -> Vec<f64> {
        let order = self.order();
        let values = self.values(&order);
        walks(3 * order.len());
        let mut slopes = vec![0.0; self.nodes.len()];
        slopes[self.output] = 1.0;
        for &i in order.iter().rev() {
            let node = &self.nodes[i];
            if node.given.is_empty() {
                continue;
            }
            let own = slopes_of(&node.operation, &self.given(node, &values));
            for (&source, own) in node.given.iter().zip(own) {
                slopes[source] += slopes[i] * own;
            }
        }
        let by = self.inputs().map(|input| slopes[input]);
        std::iter::once(values[self.output]).chain(by).collect()
    }
}

/// Up to three inputs and up to seven operations on what was there before, in any order, whose
/// values stay small.
fn random_graph(rng: &mut Rng) -> Args {
    let mut values: Vec<f64> = rng.list(1, 3, |rng| rng.int(-6, 6) as f64 / 4.0);
    let mut lines: Vec<Value> = Vec::new();
    for (i, value) in values.iter().enumerate() {
        lines.push(Value::List(vec![format!("n{i}").into(), "input".into(), (*value).into()]));
    }
    for _ in 0..rng.size(1, 7) {
        let operation = rng.pick(&["add", "sub", "mul", "exp", "log", "relu"]);
        let arguments = if matches!(operation, "add" | "sub" | "mul") { 2 } else { 1 };
        let given = rng.list(arguments, arguments, |rng| rng.size(0, values.len() - 1));
        let x: Vec<f64> = given.iter().map(|&source| values[source]).collect();
        let value = value_of(operation, &x);
        if value.abs() > 30.0 || (operation == "log" && x[0] < 0.1) {
            continue;
        }
        let mut line: Vec<Value> = vec![format!("n{}", values.len()).into(), operation.into()];
        line.extend(given.iter().map(|source| Value::from(format!("n{source}"))));
        lines.push(Value::List(line));
        values.push(value);
    }
    let output = format!("n{}", values.len() - 1);
    rng.shuffle(&mut lines);
    Args::of([("nodes", Value::List(lines)), ("output", output.into())])
}

#[test]
fn both_ways_through_a_graph_give_the_slopes_of_its_output() {
    for seed in 0..60 {
        let args = random_graph(&mut Rng::new(seed));
        let mut graph = Graph::of(&args);
        let inputs: Vec<usize> = graph.inputs().collect();
        // At a kink of relu a difference is no derivative: away from the quarters there is none.
        inputs.iter().for_each(|&input| graph.nodes[input].number += 0.0137 * (input + 1) as f64);
        let order = graph.order();
        let mut expected = vec![graph.values(&order)[graph.output]];
        for &input in &inputs {
            let at = graph.nodes[input].number;
            let moved = |by: f64| {
                let nodes = graph.nodes.iter().enumerate().map(|(i, node)| Node {
                    operation: node.operation.clone(),
                    given: node.given.clone(),
                    number: if i == input { at + by } else { node.number },
                });
                let moved = Graph { nodes: nodes.collect(), output: graph.output };
                moved.values(&order)[graph.output]
            };
            expected.push(slope(moved));
        }
        for found in [graph.forward(), graph.backward()] {
            assert_near(&[found], &[expected.clone()], &format!("seed {seed}, {args}"));
        }
    }
}
