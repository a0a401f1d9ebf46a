using Hubs.Bench;

return args switch
{
    ["growth", .. var rest] => await Growth.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Hubs.Bench -- growth [options]");
    return 2;
}
