namespace Hubs.Allocation;

/// <summary>
/// A network of whole-numbered capacities, and the most that can flow through it (Dinic 1970: shortest ways first, a layer at a time).
/// After <see cref="Run"/>, the nodes that could still be reached from the source are the source's side of the tightest cut nearest to it.
/// </summary>
internal sealed class FlowNetwork
{
    public const long Unlimited = long.MaxValue / 8;

    private readonly List<int> firstEdge = [];
    private readonly List<int> to = [];
    private readonly List<int> next = [];
    private readonly List<long> left = [];
    private int[] layer = [];
    private int[] at = [];

    public int AddNode()
    {
        firstEdge.Add(-1);
        return firstEdge.Count - 1;
    }

    public int AddEdge(int from, int node, long capacity)
    {
        Add(from, node, capacity);
        Add(node, from, 0);
        return to.Count - 2;
    }

    private void Add(int from, int node, long capacity)
    {
        to.Add(node);
        left.Add(capacity);
        next.Add(firstEdge[from]);
        firstEdge[from] = to.Count - 1;
    }

    public long Run(int source, int sink)
    {
        long total = 0;
        layer = new int[firstEdge.Count];
        at = new int[firstEdge.Count];
        while (Layer(source, sink))
        {
            for (var node = 0; node < at.Length; node++)
                at[node] = firstEdge[node];
            while (Push(source, sink, Unlimited) is > 0 and var pushed)
                total += pushed;
        }
        return total;
    }

    public bool[] ReachableFrom(int source)
    {
        Layer(source, -1);
        return [.. layer.Select(depth => depth >= 0)];
    }

    private bool Layer(int source, int sink)
    {
        layer.AsSpan().Fill(-1);
        layer[source] = 0;
        var queue = new Queue<int>();
        queue.Enqueue(source);
        while (queue.TryDequeue(out var node))
            for (var edge = firstEdge[node]; edge >= 0; edge = next[edge])
                if (left[edge] > 0 && layer[to[edge]] < 0)
                {
                    layer[to[edge]] = layer[node] + 1;
                    queue.Enqueue(to[edge]);
                }
        return sink >= 0 && layer[sink] >= 0;
    }

    private long Push(int node, int sink, long most)
    {
        if (node == sink)
            return most;
        for (; at[node] >= 0; at[node] = next[at[node]])
        {
            var edge = at[node];
            if (left[edge] <= 0 || layer[to[edge]] != layer[node] + 1)
                continue;
            var pushed = Push(to[edge], sink, Math.Min(most, left[edge]));
            if (pushed == 0)
                continue;
            left[edge] -= pushed;
            left[edge ^ 1] += pushed;
            return pushed;
        }
        return 0;
    }
}
