namespace Hubs.Allocation;

/// <summary>Sessions flow to hubs that have a target for their service; what stays open there is missing in any plan.</summary>
internal sealed class ServiceMixFloor(CostFloors floors, ServiceMixShortfall rule)
{
    private readonly FreePlaces free = floors.Free;
    private readonly Timetable timetable = floors.Free.Timetable;
    private readonly DenseWeek week = floors.Free.Week;
    private readonly PlaceableBound placeable = floors.Placeable;

    public void Add()
    {
        var network = new FlowNetwork();
        var (source, sink) = (network.AddNode(), network.AddNode());
        var targets = new Dictionary<(int Hub, int Service), int>();
        long open = 0;
        var least = int.MaxValue;
        foreach (var (hub, service, wanted) in rule.Targets())
        {
            if (rule.PriceAt(hub) == 0)
                continue;
            least = Math.Min(least, rule.PriceAt(hub));
            var there = Enumerable
                .Range(0, timetable.Start.Length)
                .Count(s =>
                    timetable.Hub[s] == hub
                    && week.Clinics[week.Sessions.Clinic[s]].Service == service
                );
            var left = Math.Max(0, wanted - there);
            targets[(hub, service)] = network.AddNode();
            network.AddEdge(targets[(hub, service)], sink, left);
            open += left;
        }
        for (var kind = 0; kind < free.Kinds; kind++)
        {
            var service = free.Clinic(kind).Service;
            var node = network.AddNode();
            network.AddEdge(source, node, placeable.Most(kind));
            var hubs = free.IsSampled(kind)
                ? Enumerable.Range(0, week.Hubs.Count)
                : free.Options(kind).Select(option => week.Candidates.Hub[option]).Distinct();
            foreach (var hub in hubs)
                if (targets.TryGetValue((hub, service), out var target))
                    network.AddEdge(node, target, FlowNetwork.Unlimited);
        }
        var missing = open - network.Run(source, sink);
        if (missing == 0)
            return;
        floors.Add(
            rule.Name,
            missing * least, // which hub goes short is for the plan to choose
            $"clinics want {missing} sessions fewer than the service mix, or cannot be at its hubs"
        );
    }
}
