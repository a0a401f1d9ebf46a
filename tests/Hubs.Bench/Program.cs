using Hubs.Bench;

return args switch
{
    ["ctt", .. var rest] => Ctt.Run(rest),
    ["week", .. var rest] => Week.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Hubs.Bench -- ctt|week|book|board|search [options]");
    return 2;
}
