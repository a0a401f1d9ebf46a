using Hubs.Bench;
using Hubs.Bench.Bare;

return args switch
{
    ["ctt", .. var rest] => Ctt.Run(rest),
    ["week", .. var rest] => Week.Run(rest),
    ["repair", .. var rest] => Repair.Run(rest),
    ["book", .. var rest] => await Book.Run(rest),
    ["board", .. var rest] => await Board.Run(rest),
    ["search", .. var rest] => await Search.Run(rest),
    ["start", .. var rest] => await Start.Run(rest),
    ["scale", .. var rest] => await Scale.Run(rest),
    ["steps", .. var rest] => await Steps.Run(rest),
    // The yardstick of the others, started by them.
    ["bare", .. var rest] => await BareServer.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "usage: Hubs.Bench -- ctt|week|repair|book|board|search|start|scale|steps [options]"
    );
    return 2;
}
